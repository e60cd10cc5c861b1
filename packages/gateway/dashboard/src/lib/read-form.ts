/** What was entered in a field of a form, by its name: nothing where there is no such field. */
export type FormText = (name: string) => string;

/** Reads a form that is sent. */
export function readForm(form: HTMLFormElement): FormText {
  const data = new FormData(form);
  return (name) => {
    const value = data.get(name);
    return typeof value === 'string' ? value : '';
  };
}
