import type { PrivateNumber } from './private-number.ts';

export interface NumberStore {
  /** Every number of an app, in no order. @throws {AppError} `store-unavailable`. */
  ofApp(app: string): Promise<readonly PrivateNumber[]>;
  /** Adds a number unless it is there; what is there stays as it is. */
  addIfAbsent(number: PrivateNumber): Promise<void>;
}
