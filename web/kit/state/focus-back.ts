const IN_ROW = 'button:not(:disabled), a[href], input, select';
const OWN_HEADING = ['.opened', 'h1', 'h2', '.card-head > h2', '.page-head > h1']
  .map((heading) => `:scope > ${heading}`)
  .join(', ');

/**
 * Notes where the focus is, and returns the way to give it back. Where that element has gone meanwhile, the focus goes to what took
 * its place in the row, or to the next row where that has gone too, or to the heading above.
 */
export const noteFocus = (): (() => void) => {
  const way = wayUp(document.activeElement);
  const row = way.find((each) => each.matches('tr, li'));
  const besides = row === undefined ? [] : rowsBeside(row);
  const stillThere = () => way.flatMap((each) => (each === row && !row.isConnected ? besides : [each]));
  // After the page was drawn: what goes away may go in the same turn.
  return () => queueMicrotask(() => focusNear(stillThere()));
};

/** As {@link noteFocus}, for work after which something else may have the focus: then it stays there. */
export const noteFocusIfLost = (): (() => void) => {
  const focusAgain = noteFocus();
  return () => {
    const { activeElement, body } = document;
    if (activeElement === null || activeElement === body) focusAgain();
  };
};

/** The rows after one, and then those before it, the nearest first. */
const rowsBeside = (row: Element): readonly Element[] => {
  const rows = [...(row.parentElement?.children ?? [])];
  const at = rows.indexOf(row);
  return [...rows.slice(at + 1), ...rows.slice(0, at).reverse()];
};

/** An element and what it stands in, noted while it is there. */
const wayUp = (element: Element | null): readonly Element[] =>
  element === null ? [] : [element, ...wayUp(element.parentElement)];

const focusNear = ([element, ...above]: readonly Element[]): void => {
  if (element === undefined) return;
  if (element.isConnected && element instanceof HTMLElement) {
    element.focus();
    if (document.activeElement === element && element !== document.body) return;
  }
  const place = above.filter((each) => each.isConnected).map(standIn);
  const found = place.find((each) => each !== undefined);
  if (found === undefined) return;
  if (found.tabIndex < 0) found.tabIndex = -1;
  found.focus();
};

const standIn = (place: Element): HTMLElement | undefined => {
  const isRow = place.matches('tr, li, .row');
  return place.querySelector<HTMLElement>(isRow ? IN_ROW : OWN_HEADING) ?? undefined;
};
