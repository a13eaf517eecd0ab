// One emulator for the whole run, and a company of its own for each test: tests can run side by side and never meet.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'

/** Starts an emulator on a free port. */
export async function start() {
  const child = spawn(process.env.CONCUR_EMULATOR ?? 'concur-emulator', ['--port', '0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  // It prints one line when it accepts connections: listening on http://127.0.0.1:PORT
  const [line] = await once(createInterface(child.stdout), 'line')
  const stop = async () => {
    child.kill()
    await once(child, 'exit')
  }
  return { url: line.split(' ').at(-1), stop }
}

/** A fresh company from the default scenario, with the tokens and users of the scenario by the names that they have there. */
export async function company(url) {
  const made = await send(`${url}/_emulator/tenants`, { method: 'POST', json: { fixture: 'default' } })
  const { companyId: id, tokens, users } = await made.json()
  return {
    users,
    call: (method, path, token, json) =>
      send(url + path, { method, json, headers: { Authorization: `Bearer ${tokens[token]}` } }),
    control: async (method, path, json) => {
      const answer = await send(`${url}/_emulator/${path}?company=${id}`, { method, json })
      if (!answer.ok) throw new Error(await answer.text())
      return answer.status === 204 ? undefined : answer.json()
    },
    drop: () => send(`${url}/_emulator/tenants/${id}`, { method: 'DELETE' }),
  }
}

/** A webhook receiver: its address, and the events that it got. */
export async function receiver() {
  const events = []
  const server = createServer(async (request, response) => {
    const body = []
    for await (const chunk of request) body.push(chunk)
    events.push(JSON.parse(Buffer.concat(body)))
    response.writeHead(204).end()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return { url: `http://127.0.0.1:${server.address().port}/`, events, close: () => server.close() }
}

function send(url, { method, json, headers = {} }) {
  const body = json === undefined ? undefined : JSON.stringify(json)
  return fetch(url, { method, body, headers: body ? { ...headers, 'Content-Type': 'application/json' } : headers })
}
