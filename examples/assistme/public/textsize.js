/** Lets the visitor make the text larger on this page. Stores nothing; textstorlek.js remembers it, after a yes. */
{
  const root = document.documentElement;
  const group = document.querySelector('[data-text-size]');
  const buttons = [...group.querySelectorAll('button')];
  const show = () => {
    for (const button of buttons)
      button.setAttribute('aria-pressed', String(button.value === (root.dataset.textSize ?? 'normal')));
  };
  group.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (button) root.dataset.textSize = button.value;
  });
  new MutationObserver(show).observe(root, { attributeFilter: ['data-text-size'] });
  show();
  group.dataset.ready = '';
}
