import type { KeyedNumber } from '../private-number.ts';

/** A stretch of the numbers of an app in the order of their look-up keys, which spreads them evenly. */
export type Stretch = Readonly<{
  app: string;
  /**
   * `undefined`: every number. Otherwise those of the area that may be chosen, as far as a person decides it; one that was added
   * a moment ago may be missing.
   */
  areaCode: string | undefined;
  /** The bounds: look-up keys, or beginnings of them. */
  from: string;
  to: string;
}>;

/** The beginning of a stretch. */
export type NumberWindow = Readonly<{
  /** In the order of their keys. Costs one more request to the store for each 100 numbers of an area. @throws {AppError} `store-unavailable`. */
  numbers(): Promise<readonly KeyedNumber[]>;
  /** The rest of the stretch behind it; `undefined`: there is none. */
  rest: Stretch | undefined;
}>;

/** Reads some numbers out of many, as they are now. An X that cannot be a private number is left out. */
export interface NumberDraw {
  /**
   * Those that an app has under some look-up keys, in no order. One request to the store for up to 100.
   *
   * @throws {AppError} `store-unavailable`, as every method here.
   */
  atKeys(app: string, keys: readonly string[]): Promise<readonly KeyedNumber[]>;
  /** So many numbers from the beginning of a stretch, or all of them. One request to the store. */
  window(stretch: Stretch, size: number): Promise<NumberWindow>;
}
