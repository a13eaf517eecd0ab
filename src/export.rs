/// The documents of these tenants: one by itself, several as a list.
pub(crate) fn all(tenants: &Tenants, out: &mut dyn Write) -> io::Result<()> {
    let realms = tenants.all();
    if let [only] = &realms[..] {
        return fixtures::export(&state(only, &only.outbox), out);
    }
    for (place, realm) in realms.iter().enumerate() {
        out.write_all(if place == 0 { b"[\n" } else { b",\n" })?;
        fixtures::export(&state(realm, &realm.outbox), out)?;
    }
    out.write_all(b"]\n")
}

/// What is written, as a text.
pub(crate) fn text(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> String {
    let mut text = Vec::new();
    // Writing to memory cannot fail, and what is written is UTF-8.
    let _ = write(&mut text);
    String::from_utf8(text).unwrap_or_default()
}
