/** Keeps a draft of the claim form in this tab's sessionStorage while the visitor writes: necessary, and gone with the tab. */
{
  const KEY = 'am_skadeutkast';
  const form = document.querySelector('[data-claim]');
  const status = document.querySelector('[data-claim-status]');
  const clear = document.querySelector('[data-claim-clear]');

  const read = () => {
    try {
      return JSON.parse(sessionStorage.getItem(KEY)) ?? {};
    } catch {
      return {};
    }
  };

  const save = () => {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(Object.fromEntries(new FormData(form))));
      clear.hidden = false;
    } catch {
      // The browser blocks storage: the form works all the same.
    }
  };

  const remove = () => {
    try {
      sessionStorage.removeItem(KEY);
    } catch {
      // Nothing was stored, so there is nothing to remove.
    }
  };

  const restore = () => {
    const draft = read();
    if (!Object.keys(draft).length) return;
    for (const field of form.elements) {
      const value = draft[field.name];
      if (typeof value !== 'string') continue;
      if (field.type === 'radio' || field.type === 'checkbox') field.checked = field.value === value;
      else field.value ||= value;
    }
    clear.hidden = false;
    status.textContent = 'Vi har hämtat ditt utkast. Det finns bara i den här fliken.';
  };

  if (document.querySelector('[data-claim-sent]')) remove();
  if (form) {
    restore();
    form.addEventListener('input', save);
    clear.addEventListener('click', () => {
      remove();
      form.reset();
      clear.hidden = true;
      status.textContent = 'Utkastet är borttaget.';
      form.elements.namn.focus();
    });
  }
}
