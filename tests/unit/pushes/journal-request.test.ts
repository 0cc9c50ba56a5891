import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { JOURNAL_REQUEST, readJournalRequest } from '../../../shared/pushes/maintenance/journal-request.ts';

const Event = v.object(JOURNAL_REQUEST);
const window = { from: '2026-02-01', to: '2026-02-28T12:00:00+08:00' };

describe('the event of work on journaled pushes', () => {
  it('has times in UTC, and the place of an earlier run', () => {
    const read = readJournalRequest(
      Event,
      { ...window, after: 'Q:2026-02-03T04:05:06.789Z#abc' },
      () => true,
    );

    expect(read).toEqual({
      from: '2026-02-01T00:00:00.000Z',
      to: '2026-02-28T04:00:00.000Z',
      after: 'Q:2026-02-03T04:05:06.789Z#abc',
    });
  });

  it.each([
    ['from', 'yesterday'],
    ['from', '2026-02-31'],
    ['to', '2026-13-01T00:00:00Z'],
    ['to', '2026-02-01T25:00:00Z'],
    ['after', 'zzz'],
    ['after', '2026-99-99T99:99:99Z#a'],
    ['after', '2026-02-30T00:00:00Z#a'],
  ])('is refused with %s %s, by the name of the field', (field, value) => {
    expect(() => readJournalRequest(Event, { ...window, [field]: value }, () => true)).toThrow(
      expect.objectContaining({ code: 'invalid-request', message: expect.stringContaining(field) }),
    );
  });
});
