import { hasCode } from '../kernel/errors.ts';

/**
 * The result of reading one of many, or `undefined` where the item cannot be opened: one such item must not fail the others.
 * Its opener has told of it. Any other failure is thrown on.
 */
export const ifReadable = <Value>(read: () => Value): Value | undefined => {
  try {
    return read();
  } catch (error) {
    if (hasCode(error, 'item-unreadable')) return undefined;
    throw error;
  }
};

/** As {@link ifReadable}, for what takes time; `instead` stands for an item that cannot be opened. */
export const insteadOfUnreadable = async <Value, const Instead>(
  reading: Promise<Value>,
  instead: Instead,
): Promise<Value | Instead> => {
  try {
    return await reading;
  } catch (error) {
    if (hasCode(error, 'item-unreadable')) return instead;
    throw error;
  }
};
