import { describe, expect, it } from 'vitest';
import { withMaskedNumbers } from '../../../shared/http/access/mask-numbers.ts';

const masked = (view: unknown): unknown => withMaskedNumbers(view, () => false);

describe('a masked answer', () => {
  it.each([
    ['cust +447700900123', 'cust ***23'],
    ['447700900123', '***23'],
    ['00447700900123', '***23'],
    ['+85291234567 x', '***67 x'],
    ['85291234567', '***67'],
    ['一三八零零零零零零零一', '***零一'],
    ['4001234567', '***67'],
    ['a:82345678', 'a:***78'],
    ['138000000019', '***19'],
    ['order-42', 'order-42'],
  ])('has no number in the free text %s', (text, shown) => {
    for (const field of [
      'reference',
      'userData',
      'content',
      'recordTone',
      'customerId',
      'madeUpLaterAt',
      'atCursor',
    ])
      expect([field, masked({ [field]: text })]).toEqual([field, { [field]: shown }]);
  });

  it.each([
    ['in E.164', '+8613800000001', '+861****0001'],
    ['of a fixed line', '+867552345678', '+867****5678'],
    ['of few digits', '+1234567', '+123****'],
    ['as nobody knows it', '013800000001', '****'],
    ['in words', '一三八零零零零零零零一', '****'],
    ['in wide digits', '１３８００００００００１', '****'],
    ['that is not shown by the caller', 'anonymous', 'anonymous'],
  ])('has the number %s masked in a field for numbers', (_case, number, shown) => {
    expect(masked({ caller: number, callback: { number } })).toEqual({
      caller: shown,
      callback: { number: shown },
    });
  });

  it('keeps ids, instants, hashes, cursors and codes', () => {
    const view = {
      items: [
        {
          bindingId: 'abcdefghijklmnopabcdefghijklmnop',
          subscriptionId: '1380000000112345678',
          app: 'rides-13800000001',
          mode: 'AXB',
          createdAt: '2026-03-01T08:00:00.000Z',
          events: [{ type: 'callin', at: '2026-03-01T08:00:00Z' }],
          outcome: { code: '16', text: 'the callee hung up' },
          recording: {
            sha256: '1234567890123456789012345678901234567890123456789012345678901234',
            sizeBytes: 13_800_000_001,
          },
          record: true,
          expiresAt: null,
        },
      ],
      nextCursor: '13800000001.abc',
      unreadable: ['13800000001'],
    };

    expect(masked(view)).toEqual(view);
  });

  it('has the names of tones as they are, whoever hears them', () => {
    const waitingTones = { a: 'tone-1.wav', x: 'tone-2.wav', others: '13800000001.wav' };

    expect(masked({ waitingTones })).toEqual({
      waitingTones: { a: 'tone-1.wav', x: 'tone-2.wav', others: '***01.wav' },
    });
  });
});
