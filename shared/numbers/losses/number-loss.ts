import type { NumberState, PrivateNumber } from '../private-number.ts';

/**
 * Causes of `unavailable` that say no loss: a limit that was lifted, and codes that no page of the vendor has, which take a number out of
 * the pool to be safe and say nothing of the bindings on it.
 */
const NO_LOSS = /^(?:limit-lifted|(?:status|cause)-[a-z0-9]+)$/;

/**
 * True where a number will not work for those who are on it until somebody does something: it is gone, blocked, or no longer ours. One
 * that is `suspended` may come back by itself, and on one that is `draining` bindings go on.
 */
export const isLost = ({ state, cause }: Pick<PrivateNumber, 'state' | 'cause'>): boolean =>
  state === 'retired' || (state === 'unavailable' && !NO_LOSS.test(cause ?? ''));

/** A private number that was lost, and how far what follows from it has come. It names the number by its look-up key. */
export type NumberLoss = Readonly<{
  app: string;
  key: string;
  state: NumberState;
  cause?: string | undefined;
  /** Since when it is known, ISO 8601 UTC. */
  since: string;
  /** The bindings on it are looked at again then. */
  nextAt?: string | undefined;
  /** The binding that the last run ended with, and when that binding ends; absent: the next run begins with the first one. */
  after?: Readonly<{ bindingId: string; liveUntil: string }> | undefined;
}>;

/** Begins to look after a lost number, unless that is so already. @throws {AppError} `store-unavailable`. */
export type OpenLoss = (loss: Pick<NumberLoss, 'app' | 'key' | 'state' | 'cause' | 'since'>) => Promise<void>;

/** Keeps lost numbers until they are back. Each method throws {AppError} `store-unavailable`. */
export interface LossStore {
  /** All numbers that are lost now. */
  list(): Promise<readonly NumberLoss[]>;
  /** Takes one for whoever looks after it until then; `false`: somebody else has it. */
  take(loss: NumberLoss, now: Date, until: Date): Promise<boolean>;
  /** It is looked at again then, and it is nobody's. */
  leave(loss: NumberLoss & Readonly<{ nextAt: string }>): Promise<void>;
  /** The number works again, or nobody lives on it and it will not come back. */
  close(loss: NumberLoss): Promise<void>;
}
