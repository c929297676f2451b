/** Tells whether a reload would lose something that the visitor has typed. */

/** Returns the value that a browser gives a field as it was served: a slider without one stands in the middle. */
const servedValue = (field: HTMLInputElement): string => {
  const fresh = Document.prototype.createElement.call(document, 'input') as HTMLInputElement;
  for (const name of ['type', 'min', 'max', 'step', 'value']) {
    const value = field.getAttribute(name);
    if (value !== null) fresh.setAttribute(name, value);
  }
  return fresh.value;
};

/** A list with no option marked `selected` starts on the first that may be chosen, or on none where several may be. */
const hasChangedOption = ({ options, multiple }: HTMLSelectElement): boolean => {
  const list = [...options];
  const marked = list.filter((option) => option.defaultSelected);
  const first = list.find((option) => !option.disabled) ?? list[0];
  return list.some(
    (option) => option.selected !== (marked.length ? option.defaultSelected : !multiple && option === first),
  );
};

/** React and others write what is typed into the attribute too, but the browser knows that it was (Selectors 4 §13.3.5). */
const isUsed = (field: Element): boolean => {
  try {
    return field.matches(':is(:user-valid,:user-invalid)');
  } catch {
    return false;
  }
};

const hasChangedInput = (field: HTMLInputElement): boolean => {
  if (field.type === 'hidden') return false;
  if (/^(checkbox|radio)$/.test(field.type)) return field.checked !== field.defaultChecked;
  return field.value !== servedValue(field);
};

// By name, not by class: a field in a frame is of another window's class.
const isChanged = (field: Element): boolean => {
  const name = field.localName;
  if (name === 'select') return hasChangedOption(field as HTMLSelectElement) || isUsed(field);
  if (name === 'textarea') {
    const { value, defaultValue } = field as HTMLTextAreaElement;
    return value !== defaultValue || isUsed(field);
  }
  if (name === 'input') return hasChangedInput(field as HTMLInputElement) || isUsed(field);
  // Nobody knows what an editor was served with: text in it may be the visitor's.
  return (
    /^(|true|plaintext-only)$/i.test(field.getAttribute('contenteditable') ?? 'false') && !!field.textContent?.trim()
  );
};

/** Returns what lies within the element and no selector of the page reaches: an open shadow root, but ours, and a frame of the same origin. */
const inside = (element: Element): ParentNode | null | undefined => {
  if (element.shadowRoot && !element.hasAttribute('data-samtycke-root')) return element.shadowRoot;
  return /^i?frame$/.test(element.localName) ? (element as HTMLIFrameElement).contentDocument : null;
};

const elementsIn = (root: ParentNode): Element[] => [
  ...((root.nodeType === 9 ? Document : DocumentFragment).prototype.querySelectorAll.call(
    root,
    '*',
  ) as NodeListOf<Element>),
];

const isUnsaved = (root: ParentNode): boolean =>
  elementsIn(root).some((element) => {
    const within = inside(element);
    return isChanged(element) || (!!within && isUnsaved(within));
  });

/** Returns whether a field on the page, in its shadow roots or in its own frames holds other than what it was served with. */
export const hasUnsavedInput = (): boolean => isUnsaved(document);
