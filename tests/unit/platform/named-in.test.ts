import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { namedIn } from '../../../shared/platform/pushes/named-in.ts';

const base64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64');

describe('the names in an item that cannot be read', () => {
  it.each<[string, Parameters<typeof namedIn>, readonly string[]]>([
    [
      'numbers and bindings at any level, each once',
      [
        'event',
        {
          statusInfo: [
            { called: '+8617000000001', caller: '+8613800000001', subscriptionId: 's-1', x: '8617000000001' },
          ],
        },
      ],
      ['s-1', '+8617000000001', '+8613800000001'],
    ],
    ['a binding of digits without quotes', ['cdrs', { subscriptionId: 12 }], ['12']],
    ['a binding in any case of letters', ['cdrs', { SubscriptionID: 's-2' }], ['s-2']],
    ['nothing in parts of words', ['cdrs', { sessionId: '4_69345678_1', host: '1.23456.host' }], []],
    ['nothing in nothing', ['cdrs', undefined], []],
    [
      'a body that ends too early',
      ['unknown', base64('{"called":"+8617000000001","subscriptionId": "s-3')],
      ['s-3', '+8617000000001'],
    ],
    ['a packed body', ['unknown', base64(gzipSync('{"x":"+8617000000001"}'))], ['+8617000000001']],
    ['a body that is none', ['unknown', 7], []],
  ])('are %s', (_case, [kind, sent], places) => {
    expect(namedIn(kind, sent).places).toEqual(places);
  });

  it('tell the call of an event, with or without its frame, and the SMS of a report', () => {
    expect(namedIn('event', { statusInfo: { sessionId: ' s1 ' } }).sessionId).toBe('s1');
    expect(namedIn('event', { sessionId: 5 }).sessionId).toBe('5');
    expect(namedIn('sms', { smsIdentifier: 'm1' }).identifier).toBe('m1');
  });

  it('are two hundred at most, also in a body of 64 KiB that is nothing but digits and blanks', () => {
    const text = Array.from({ length: 5000 }, (_, at) => `+86170000${10_000 + at}`).join(' ');
    const blanks = `"subscriptionId"${' '.repeat(65_536)}`.repeat(8);

    expect(namedIn('unknown', base64(text)).places).toHaveLength(200);
    expect(namedIn('unknown', base64(blanks)).places).toEqual([]);
    expect(namedIn('unknown', base64('1'.repeat(65_536))).places).toEqual([]);
  });
});
