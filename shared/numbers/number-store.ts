import type { PrivateNumber } from './private-number.ts';

export interface NumberStore {
  /** Every number of an app, in no order. @throws {AppError} `store-unavailable`, as every method here. */
  ofApp(app: string): Promise<readonly PrivateNumber[]>;
  get(app: string, x: string): Promise<PrivateNumber | undefined>;
  /** Adds a number unless it is there; what is there stays as it is. */
  addIfAbsent(number: PrivateNumber): Promise<void>;
  /** Writes a number, unless what is there has a state of a later time: then `false` and nothing is changed. */
  save(number: PrivateNumber): Promise<boolean>;
}
