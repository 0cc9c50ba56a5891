import { signal } from '@preact/signals';

/** A place in a console: the words after `#/`. Ids may stand there, and never a number or a reference: addresses are kept. */
export type Route = readonly string[];

/** A hash that cannot be read names nothing. */
const readRoute = (): Route => {
  try {
    return location.hash
      .replace(/^#\/?/, '')
      .split('/')
      .filter((word) => word !== '')
      .map(decodeURIComponent);
  } catch {
    return [];
  }
};

/** The place that is shown; it survives a refresh, and goes back with the browser's button. */
export const route = signal<Route>(readRoute());

addEventListener('hashchange', () => {
  route.value = readRoute();
});

/** The address of a place. */
export const hrefOf = (...words: Route): string => `#/${words.map(encodeURIComponent).join('/')}`;

/** Goes to a place. */
export const goTo = (...words: Route): void => {
  location.hash = hrefOf(...words);
};
