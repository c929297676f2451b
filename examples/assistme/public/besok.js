/** Counts the pages this visitor has read in 30 days, and tells our own server which page it was. Held for statistics. */
{
  const count = Number(/(?:^|; )am_besok=(\d{1,4})/.exec(document.cookie)?.[1] ?? 0) + 1;
  document.cookie = `am_besok=${count}; max-age=2592000; path=/; samesite=lax`;
  fetch('/besok', { method: 'POST', body: location.pathname, keepalive: true }).catch(() => {});
}
