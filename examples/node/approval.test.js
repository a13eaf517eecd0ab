// What a connector does: it hears that a report was approved, and reads it.

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'

import { company, receiver, start } from './emulator.js'

const REPORT = '764428DD6A664AF0BFCB'

let emulator, concur

beforeAll(async () => {
  emulator = await start()
})
afterAll(() => emulator.stop())
beforeEach(async () => {
  concur = await company(emulator.url)
})
afterEach(() => concur.drop())

function submit() {
  const traveler = concur.users['traveler@example.com']
  return concur.call('PATCH', `/expensereports/v4/users/${traveler}/reports/${REPORT}/submit`, 'traveler-token')
}

function approve() {
  const manager = concur.users['manager@example.com']
  const path = `/expensereports/v4/users/${manager}/context/MANAGER/reports/${REPORT}/approve`
  return concur.call('PATCH', path, 'manager-token', { comment: 'Approved' })
}

test('a manager approves and the connector is told', async () => {
  const { url, events, close } = await receiver()
  const subscription = {
    id: 'connector',
    topic: 'public.concur.expense.report',
    filter: 'statusChanged',
    webHookConfig: { endpoint: url },
  }
  const put = await concur.call('PUT', '/events/v4/subscriptions/webhook', 'app-token', subscription)
  expect(put.ok).toBe(true)

  expect((await submit()).status).toBe(204)
  expect((await approve()).status).toBe(204)

  await concur.control('POST', 'drain') // no sleeping: it answers when every webhook is delivered
  expect(events.length).toBeGreaterThan(0)
  expect((await concur.control('GET', `reports/${REPORT}`)).approvalStatus).toBe('A_ACCO')
  close()
})

test('what was submitted cannot be submitted again', async () => {
  expect((await submit()).status).toBe(204)
  expect((await submit()).status).toBe(409)
})
