import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { createPushReader } from '../../../shared/platform/pushes/read-push.ts';
import type { Push, PushApp } from '../../../shared/pushes/push.ts';
import { EXAMPLES, modeOf } from '../../builders/examples.ts';
import { aCdrPush, aPushApp, aSentCdr, sampleText } from '../../builders/pushes.ts';

/** The reader's result for a push. Checked against the pages by hand. */
type ExpectedPush = Readonly<{
  kind: string;
  decisionRequest: string | null;
  namesOtherApp: boolean;
  items: readonly Readonly<Record<string, unknown>>[];
}>;

const FIXTURES = new URL('../../fixtures/platform/', import.meta.url);

const fixture = (path: string) => JSON.parse(readFileSync(new URL(path, FIXTURES), 'utf8'));

/** `tests/fixtures/platform/read` has a file for each push of `docs/pushes`. */
const expectedOf = (example: string): ExpectedPush => fixture(`read/${example}.json`);

/** A push that no page documents, what the reader makes of it, and the mode of the app that it came for (AXB). */
type OddPush = Readonly<{ mode?: Mode; push: unknown; read: ExpectedPush }>;

const ODD_PUSHES = readdirSync(new URL('odd-pushes/', FIXTURES)).map((file) => file.replace('.json', ''));

const read = createPushReader();

/** Just after the pushes of the documents. */
const RECEIVED_AT = new Date('2026-03-01T04:00:00.000Z');

const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');

const readText = (text: string, app: PushApp = aPushApp()): Push => read(bytes(text), app, RECEIVED_AT);

const shown = ({ kind, decisionRequest, namesOtherApp, items }: Push): unknown => ({
  kind,
  decisionRequest: decisionRequest ?? null,
  namesOtherApp,
  items,
});

describe('a documented push', () => {
  it('has a file of what is read of it, and no other push has', () => {
    const files = readdirSync(new URL('read/', FIXTURES)).map((file) => file.replace('.json', ''));

    expect(files.toSorted()).toEqual(EXAMPLES.toSorted());
  });

  it.each(EXAMPLES)('%s is read as its file says', (name) => {
    const push = readText(sampleText(name), aPushApp({ mode: modeOf(name) }));

    expect(shown(push)).toEqual(expectedOf(name));
  });

  it.each(EXAMPLES)('%s leaves no remainder but documented fields', (name) => {
    const items = expectedOf(name).items;

    const left = items.flatMap(({ kind, ...item }) =>
      Object.values(item).flatMap((fields) => Object.keys(Object(fields).other ?? {})),
    );
    // `direction` means nothing in X mode, neither in CDRs nor in `extInfo`.
    const unclear = modeOf(name) === 'X' ? ['direction', 'extInfo'] : [];
    const known = ['spId', 'hostName', 'voiceCheckType', 'notifyMode', ...unclear];
    expect(left.filter((field) => !known.includes(field))).toEqual([]);
    expect(items.map(({ kind }) => kind)).not.toContain('unreadable');
  });
});

describe('a push that no page documents', () => {
  it.each(ODD_PUSHES)('%s is read as its file says', (name) => {
    const { mode = 'AXB', push, read: expected }: OddPush = fixture(`odd-pushes/${name}.json`);

    expect(shown(readText(JSON.stringify(push), aPushApp({ mode })))).toEqual(expected);
  });
});

describe('a dialect of CDRs', () => {
  const { items } = expectedOf('axb-cdr-answered-recorded');

  it.each([
    [
      'numbers as strings',
      { direction: '1', fwdUnaswRsn: '0', ulFailReason: '0', sipStatusCode: '0', recordFlag: '1' },
    ],
    ['strings as numbers', { callerNum: 8613800000001, bindNum: 8617000000001, calleeNum: 8617000000001 }],
    ['numbers without country code', { callerNum: '13800000001', fwdDstNum: '013800000002' }],
    ['blanks around values', { sessionId: ` ${aSentCdr()['sessionId']} `, icid: `${aSentCdr()['icid']} ` }],
    ['reserved fields as strings', { callOutUnaswRsn: '0', ttsPlayTimes: '0', ttsTransDuration: '0' }],
    ['reserved fields left out', { callOutUnaswRsn: undefined, mptyId: undefined, serviceType: undefined }],
    ['optional fields empty', { failTime: '', extendNum: '', userData: '  ', callRelDirection: null }],
    [
      'fields named like properties of objects',
      JSON.parse('{"__proto__":{"recordFlag":0},"constructor":"x"}'),
    ],
  ])('with %s says the same', (_case, changes) => {
    const push = readText(aCdrPush([{ ...aSentCdr(), ...changes }]));

    expect(push.items).toEqual(items);
  });

  it.each([
    ['left out', undefined],
    ['empty', ''],
    ['null', null],
  ])('with absent values %s says the same', (_case, stand) => {
    const absent = ['fwdAnswerTime', 'subscriptionId', 'mptyId', 'icid', 'fwdDstNum', 'hostName', 'spId'];
    const changes = Object.fromEntries(absent.map((name) => [name, stand]));

    const whole = Object(items[0]).cdr;
    const { recordId: _1, subscriptionId: _2, callee: _3, answeredAt: _4, other: _5, ...rest } = whole;
    expect(readText(aCdrPush([aSentCdr(changes)])).items).toEqual([{ kind: 'cdr', cdr: rest }]);
  });
});

describe('an item', () => {
  it('that is too large to be kept is unreadable', () => {
    const push = readText(aCdrPush([aSentCdr(), aSentCdr({ userData: 'x'.repeat(70_000) })]));

    expect(push.items).toMatchObject([{ kind: 'cdr' }, { kind: 'unreadable', reason: 'too-large' }]);
  });
});

describe('an envelope', () => {
  it('of CDRs may hold more than the fifty that are documented', () => {
    const push = readText(aCdrPush(Array.from({ length: 51 }, (_, at) => aSentCdr({ sessionId: `s${at}` }))));

    expect(push.items.filter(({ kind }) => kind === 'cdr')).toHaveLength(51);
  });

  it('takes the last of two values of the same name', () => {
    const push = readText('{"eventType":"answer","eventType":"fee","feeLst":[]}');

    expect(push.kind).toBe('cdrs');
  });

  it.each([
    ['CDRs', 'axb-cdr-answered-recorded', true],
    ['a text', 'axb-sms-notify-sent', true],
    ['an event, which names none', 'axb-event-answer', false],
  ])('tells that %s names another app than the signature', (_case, name, expected) => {
    const app = aPushApp({ appKey: 'AnotherAppKey' });

    const push = readText(sampleText(name), app);

    expect(push.namesOtherApp).toBe(expected);
  });

  it.each([
    ['no bytes', '', 'not-json'],
    ['no JSON', '{"eventType":', 'not-json'],
    ['a form', 'eventType=fee', 'not-json'],
    ['a list', '[]', 'unknown-envelope'],
    ['null', 'null', 'unknown-envelope'],
    ['a text', '"fee"', 'unknown-envelope'],
    ['an empty object', '{}', 'unknown-envelope'],
    ['a type that nobody knows', '{"eventType":"weather"}', 'unknown-envelope'],
    ['the type of an object property', '{"eventType":"constructor"}', 'unknown-envelope'],
    ['parts of other kinds', '{"feeLst":"x","numInfo":{},"statusInfo":[]}', 'unknown-envelope'],
    ['a nesting without end', '['.repeat(100_000), 'not-json'],
    ['a closed nesting of 100 000 levels', '['.repeat(100_000) + ']'.repeat(100_000), 'unknown-envelope'],
    ['CDRs without a CDR', '{"eventType":"fee"}', 'unknown-envelope'],
    ['two documents', '{"eventType":"fee"}{"eventType":"fee"}', 'not-json'],
    ['more items than any push has', aCdrPush(Array.from({ length: 1001 }, () => 1)), 'too-many-items'],
  ])('is not %s', (_case, body, reason) => {
    const result = read(bytes(body), aPushApp(), RECEIVED_AT);

    const sent = bytes(body).toString('base64');
    expect(result).toMatchObject({ kind: 'unknown', items: [{ kind: 'unreadable', reason, sent }] });
  });

  it('keeps one CDR that is nested too deep from the others', () => {
    const deep = `{"sessionId":"deep","x":${'['.repeat(9000)}${']'.repeat(9000)}}`;
    const push = readText(`{"eventType":"fee","feeLst":[{"sessionId":"one"},${deep},{"sessionId":"two"}]}`);

    expect(push.items).toMatchObject([
      { cdr: { sessionId: 'one' } },
      { kind: 'unreadable', reason: 'too-deep', sent: { sessionId: 'deep' } },
      { cdr: { sessionId: 'two' } },
    ]);
  });

  it.each([
    ['digits beyond 2^53', '{"sessionId":12345678901234567891}', '12345678901234567891'],
    ['a raw tab', '{"sessionId":"a\tb"}', 'a\tb'],
    ['a raw line break', '{"sessionId":"a\nb"}', 'a\nb'],
    ['an unknown escape', '{"sessionId":"a\\xb"}', 'a\\xb'],
    ['a comma too many', '{"sessionId":"a",}', 'a'],
    ['NaN elsewhere', '{"sessionId":"a","x":NaN}', 'a'],
    ['a leading zero', '{"sessionId":0755}', '0755'],
    ['a byte order mark', '\ufeff{"sessionId":"a"}', 'a'],
    ['a slip and digits beyond 2^53', '{"sessionId":12345678901234567891,"x":"\t"}', '12345678901234567891'],
  ])('reads a CDR with %s', (_case, cdr, sessionId) => {
    const marked = cdr.startsWith('\ufeff') ? '\ufeff' : '';
    const push = readText(`${marked}{"eventType":"fee","feeLst":[${cdr.replace('\ufeff', '')}]}`);

    expect(push.items).toMatchObject([{ kind: 'cdr', cdr: { sessionId } }]);
  });

  it('keeps two ids apart that differ in a broken byte', () => {
    const body = Buffer.from(
      '{"eventType":"fee","feeLst":[{"sessionId":"a\xe5"},{"sessionId":"a\xe6"}]}',
      'latin1',
    );

    expect(read(body, aPushApp(), RECEIVED_AT).items).toMatchObject([
      { cdr: { sessionId: 'a\ufffde5' } },
      { cdr: { sessionId: 'a\ufffde6' } },
    ]);
  });

  it('unpacks gzip', () => {
    expect(read(gzipSync(sampleText('axb-cdr-batch')), aPushApp(), RECEIVED_AT).kind).toBe('cdrs');
  });

  it.each<[string, Mode, string | undefined]>([
    ['{"eventType":"callin","statusInfo":{"sess', 'X', 'callin'],
    ['{"eventType":"callin","statusInfo":{"sess', 'AXB', undefined],
    ['{"eventType":"callin","statusInfo":{"notifyMode":"Block","a', 'AXB', 'callin'],
    ['{"smsEvent":{"notificationMode":"Block","a', 'AX', 'sms-block'],
    ['{"smsEvent":{"notificationMode":"Notify","a', 'AX', undefined],
    ['{"smsEvent":"nothing"}', 'AX', 'sms-block'],
    ['{"eventType":"fee","feeLst":[{"a', 'X', undefined],
  ])('%s in mode %s asks for %s', (body, mode, asked) => {
    expect(readText(body, aPushApp({ mode })).decisionRequest).toBe(asked);
  });
});

describe('a reader that keeps no texts', () => {
  it('drops the text from the message and from what the journal keeps', () => {
    const push = createPushReader({ keepText: false })(
      bytes(sampleText('axb-sms-notify-sent')),
      aPushApp(),
      RECEIVED_AT,
    );

    expect(push.items).toMatchObject([{ message: { resultCode: 0, wordParts: 1 } }]);
    expect(Buffer.from(push.body).toString()).not.toContain('On my way');
    expect(JSON.stringify(push.items)).not.toContain('On my way');
  });
});
