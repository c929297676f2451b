/** Shows the newest records of the consent log, asked for once a second. Text is only ever set as text. */
{
  const rows = document.querySelector('[data-log-rows]');
  const status = document.querySelector('[data-log-status]');
  const EVENTS = {
    granted: 'Godkände alla',
    refused: 'Nekade alla',
    custom: 'Valde själv',
    changed: 'Ändrade sig',
    withdrawn: 'Tog tillbaka',
    embed: 'Visade innehåll',
  };
  const METHODS = {
    banner: 'Rutan om kakor',
    settings: 'Kakinställningar',
    embed: 'Inbäddat innehåll',
    gpc: 'Webbläsarens signal',
    api: 'Annat',
  };
  const GROUPS = { session: 'Sessionskakor', permanent: 'Permanenta kakor', 'third-party': 'Tredjepartskakor' };
  const PURPOSES = { functional: 'funktioner', statistics: 'statistik', marketing: 'marknadsföring' };
  const time = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' });
  let shown = '';

  /** One line a group: "Permanenta kakor: funktioner, statistik". */
  const cells = (state, wanted) =>
    Object.entries(state)
      .map(([group, purposes]) => [group, Object.keys(purposes).filter((purpose) => purposes[purpose] === wanted)])
      .filter(([, purposes]) => purposes.length)
      .map(([group, purposes]) => `${GROUPS[group]}: ${purposes.map((purpose) => PURPOSES[purpose]).join(', ')}`)
      .join('\n');

  const rowOf = (record) => {
    const row = document.createElement('tr');
    const texts = [
      time.format(new Date(record.time)),
      EVENTS[record.event] ?? record.event,
      METHODS[record.method] ?? record.method,
      cells(record.state, true) || '–',
      cells(record.state, false) || '–',
      record.policyVersion,
    ];
    for (const text of texts) row.appendChild(document.createElement('td')).textContent = text;
    return row;
  };

  const say = (text) => {
    if (status.textContent !== text) status.textContent = text;
  };

  const update = async () => {
    try {
      const records = await (await fetch('/logg/records.json')).json();
      say(
        records.length
          ? `${records.length} ${records.length === 1 ? 'post' : 'poster'} visas.`
          : 'Loggen är tom. Gör ett val, så dyker det upp här.',
      );
      const now = JSON.stringify(records);
      if (now !== shown) rows.replaceChildren(...records.map(rowOf));
      shown = now;
    } catch {
      say('Loggen går inte att nå just nu. Vi försöker igen.');
    }
    setTimeout(update, 1000);
  };
  update();
}
