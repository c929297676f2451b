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

const isChanged = (field: Element): boolean => {
  if (field instanceof HTMLSelectElement) return hasChangedOption(field);
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  if (!(field instanceof HTMLInputElement) || field.type === 'hidden') return false;
  if (/^(checkbox|radio)$/.test(field.type)) return field.checked !== field.defaultChecked;
  return field.value !== servedValue(field);
};

/** Returns whether a field on the page holds other than what it was served with. */
export const hasUnsavedInput = (): boolean =>
  [...(Document.prototype.querySelectorAll.call(document, 'input,textarea,select') as NodeListOf<Element>)].some(
    isChanged,
  );
