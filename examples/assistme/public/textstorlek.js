/** Remembers the text size for a year. Held: runs only after a yes to permanent cookies for functions. */
{
  const root = document.documentElement;
  const saved = /(?:^|; )am_textstorlek=(normal|stor)/.exec(document.cookie)?.[1];
  const save = () => {
    // The visitor may have changed their mind while this page was open.
    if (window.samtycke?.has('permanent:functional') === false) return;
    document.cookie = `am_textstorlek=${root.dataset.textSize}; max-age=31536000; path=/; samesite=lax`;
  };
  // What the visitor has just pressed counts for more than what was saved.
  if (root.dataset.textSize) save();
  else if (saved) root.dataset.textSize = saved;
  new MutationObserver(save).observe(root, { attributeFilter: ['data-text-size'] });
}
