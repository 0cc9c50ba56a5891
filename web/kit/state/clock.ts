import { signal } from '@preact/signals';

/** By how much the clock of the service is ahead of the browser's. */
const aheadMs = signal(0);

/** Keeps what the service says the time is; a browser's clock may be wrong, and that of a local stack can be moved. @param at ISO 8601 */
export const keepTime = (at: string): void => {
  const told = Date.parse(at);
  if (Number.isFinite(told)) aheadMs.value = told - Date.now();
};

/** The time of the service, in milliseconds since 1970. */
export const serviceTime = (): number => Date.now() + aheadMs.value;
