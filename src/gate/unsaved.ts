/** Tells whether a reload would lose something that the visitor has typed. */

const isChanged = (field: Element): boolean => {
  if (field instanceof HTMLInputElement) return /^(checkbox|radio)$/.test(field.type) ? field.checked !== field.defaultChecked : field.type !== 'hidden' && field.value !== field.defaultValue;
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  if (field instanceof HTMLSelectElement) return hasChangedOption(field);
  return false;
};

/** A list with no option marked `selected` starts on its first one, or on none where several may be chosen. */
const hasChangedOption = ({ options, multiple }: HTMLSelectElement): boolean => {
  const list = [...options];
  const marked = list.some((option) => option.defaultSelected);
  return list.some((option, index) => option.selected !== (marked ? option.defaultSelected : !multiple && index === 0));
};

/** Returns whether a field on the page holds other than what it was served with. */
export const hasUnsavedInput = (): boolean => [...(Document.prototype.querySelectorAll.call(document, 'input,textarea,select') as NodeListOf<Element>)].some(isChanged);
