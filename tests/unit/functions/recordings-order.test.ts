import { describe, expect, it } from 'vitest';
import { readOrder } from '../../../functions/manage-recordings/schema.ts';

describe('an order of npm run recordings', () => {
  it.each([
    [
      { action: 'erase', party: 'abc', operator: 'Ada' },
      'the order is not valid: party must be a phone number',
    ],
    [{ action: 'erase', callId: 'A-1', operator: 'Ada' }, 'the order is not valid: callId is not a valid id'],
    [
      { action: 'retry', callId: 'abc', operator: '' },
      'the order is not valid: operator must be 1 to 64 letters, digits, blanks or . _ @ -',
    ],
    [{ action: 'erase', callId: 'abc' }, 'the order is not valid: operator is required'],
  ])('says what is wrong with it: %j', (order, message) => {
    expect(() => readOrder(order)).toThrow(message);
  });
});
