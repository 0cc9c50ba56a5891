import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storeFailure } from '../../../shared/storage/store-failure.ts';
import { aWebhook, NOTHING_KEPT } from '../../builders/intake.ts';
import {
  aCdrPush,
  aSentCdr,
  fiftyCdrs,
  SAMPLE_APP,
  sample,
  sampleText,
  signedHeaders,
} from '../../builders/pushes.ts';

const EMPTY_200 = { status: 200, body: '', contentType: undefined };

const logged = (logs: readonly string[], event: string): Record<string, unknown>[] =>
  logs.map((line) => JSON.parse(line) as Record<string, unknown>).filter((line) => line['event'] === event);

describe('a push', () => {
  it.each([
    ['axb-cdr-batch', { cdrs: 3 }],
    ['axb-event-answer', { events: 1 }],
    ['axb-sms-notify-sent', { messages: 1 }],
    ['x-number-status-batch', {}],
  ])('of any kind is kept and answered with an empty 200: %s', async (name, expected) => {
    const webhook = aWebhook();

    const answer = await webhook.deliver(sampleText(name));

    expect(answer).toEqual(EMPTY_200);
    expect(webhook.kept()).toEqual({ ...NOTHING_KEPT, pushes: 1, ...expected });
  });

  it.each(['AKSK', 'WSSE'] as const)('is accepted when it is signed with %s', async (scheme) => {
    const webhook = aWebhook();

    const answer = await webhook.deliver(sampleText('axb-cdr-batch'), signedHeaders({ scheme }));

    expect(answer.status).toBe(200);
  });

  it('is understood as text and as Base64', async () => {
    const webhook = aWebhook();
    const body = sampleText('axb-event-answer');

    const answer = await webhook.send({ headers: signedHeaders(), body, isBase64Encoded: false });

    expect(answer).toEqual(EMPTY_200);
    expect(webhook.kept().events).toBe(1);
  });

  it('delivered seven times at once leaves what one leaves', async () => {
    const webhook = aWebhook();
    const headers = signedHeaders();
    const deliveries = Array.from({ length: 7 }, () => webhook.deliver(sampleText('axb-cdr-batch'), headers));

    const answers = await Promise.all(deliveries);

    expect(answers).toEqual(Array(7).fill(EMPTY_200));
    expect(webhook.kept()).toEqual({ ...NOTHING_KEPT, pushes: 1, cdrs: 3 });
  });

  it.each<[string, string | Uint8Array, object]>([
    ['with a raw tab', aCdrPush([aSentCdr({ icid: 'TAB' })]).replace('TAB', '\t'), { cdrs: 1 }],
    ['with a broken byte', Buffer.from(aCdrPush([aSentCdr({ icid: '\xe5' })]), 'latin1'), { cdrs: 1 }],
    ['with an unreadable item', aCdrPush([aSentCdr(), 'x', 'y']), { cdrs: 1, quarantined: 2 }],
    ['that ends too early', '{"eventType":"fee","feeLst":[', { quarantined: 1 }],
    ['of bytes alone', Buffer.of(0xff, 0, 0x1f, 0x8b), { quarantined: 1 }],
  ])('%s: seven deliveries leave what one leaves', async (_case, body, expected) => {
    const webhook = aWebhook();
    const headers = signedHeaders();

    const first = await webhook.deliver(body, headers);
    const more = await Promise.all(Array.from({ length: 6 }, () => webhook.deliver(body, headers)));

    expect([first, ...more]).toEqual(Array(7).fill(EMPTY_200));
    expect(webhook.kept()).toEqual({ ...NOTHING_KEPT, pushes: 1, ...expected });
  });

  it('is answered with an empty 200 when it holds nothing', async () => {
    const webhook = aWebhook();

    const answer = await webhook.deliver('{"eventType":"fee","feeLst":[]}');

    expect(answer).toEqual(EMPTY_200);
    expect(webhook.kept()).toEqual({ ...NOTHING_KEPT, pushes: 1 });
  });

  it('is reported in one line, with nothing personal in any', async () => {
    const webhook = aWebhook();

    await webhook.deliver(sampleText('axb-sms-notify-sent'));

    expect(logged(webhook.logs, 'push-kept')).toMatchObject([
      { app: 'rides', route: 'cdr', kind: 'sms', repeated: false, stored: 1, duplicates: 0, quarantined: 0 },
    ]);
    expect(webhook.logs.join('\n')).not.toMatch(/138000|170000|On my way|s3CrEt|9c1d0f7a/);
  });

  it('is kept under the app of its signature, also when its body names another one', async () => {
    const webhook = aWebhook();

    await webhook.deliver(aCdrPush([aSentCdr({ appKey: 'AnotherAppKey' })]));

    expect([...webhook.stores.calls.cdrs.values()]).toMatchObject([{ app: 'rides' }]);
    expect(logged(webhook.logs, 'push-names-other-app')).toHaveLength(1);
  });

  it('is stored without the content of its SMS where that is not stored', async () => {
    const webhook = aWebhook({ keepText: false });

    await webhook.deliver(sampleText('axb-sms-notify-sent'));

    const journal = [...webhook.stores.journal.pushes.values()].map(({ body }) =>
      Buffer.from(body).toString(),
    );
    const messages = [...webhook.stores.messages.messages.values()];
    expect(messages).toMatchObject([{ message: { resultCode: 0 } }]);
    expect(JSON.stringify([journal, messages])).not.toContain('On my way');
  });
});

describe('a CDR that announces a recording without saying where it is', () => {
  it('is kept and reported as an error', async () => {
    const webhook = aWebhook();

    await webhook.deliver(aCdrPush([aSentCdr({ recordObjectName: '', recordDomain: null })]));

    expect(webhook.kept().cdrs).toBe(1);
    expect(logged(webhook.logs, 'recording-without-source')).toMatchObject([
      { level: 'error', app: 'rides' },
    ]);
  });
});

describe('one broken item among fifty', () => {
  const list = fiftyCdrs().map((cdr, at) => (at === 17 ? { ...cdr, sessionId: null } : cdr));

  it('goes to quarantine and the others are kept', async () => {
    const webhook = aWebhook();

    const answer = await webhook.deliver(aCdrPush(list));

    expect(answer).toEqual(EMPTY_200);
    expect(webhook.kept()).toEqual({ ...NOTHING_KEPT, pushes: 1, cdrs: 49, quarantined: 1 });
    expect(logged(webhook.logs, 'push-item-quarantined')).toMatchObject([
      { level: 'error', app: 'rides', route: 'cdr', reason: 'no-session-id' },
    ]);
  });

  it('stays one in quarantine when the push comes again', async () => {
    const webhook = aWebhook();
    await webhook.deliver(aCdrPush(list));

    await webhook.deliver(aCdrPush(list));

    expect(webhook.kept()).toEqual({ ...NOTHING_KEPT, pushes: 2, cdrs: 49, quarantined: 1 });
  });

  it('does not count against a fifty-first', async () => {
    const webhook = aWebhook();

    await webhook.deliver(aCdrPush([...list, aSentCdr({ sessionId: 'the 51st' })]));

    expect(webhook.kept()).toMatchObject({ cdrs: 50, quarantined: 1 });
  });
});

describe('a store that is away', () => {
  it.each([
    ['the journal', (what: string) => what.startsWith('["rides"')],
    ['one of fifty CDRs', (what: string) => what.includes('2066_')],
    ['every CDR', (what: string) => what.startsWith('["cdr"')],
  ])('for %s: 503, and the re-push stores everything', async (_case, isAway) => {
    const webhook = aWebhook();
    const headers = signedHeaders();
    webhook.availability.isAway = isAway;

    const first = await webhook.deliver(aCdrPush(fiftyCdrs()), headers);
    webhook.availability.isAway = () => false;
    const again = await webhook.deliver(aCdrPush(fiftyCdrs()), headers);

    expect([first.status, again]).toEqual([503, EMPTY_200]);
    expect(webhook.kept()).toEqual({ ...NOTHING_KEPT, pushes: 1, cdrs: 50 });
  });

  it('is counted for the alarm by the webhook, and nothing else is', async () => {
    const webhook = aWebhook({ route: 'sms' });
    const failed = () =>
      webhook.logs.map((line) => JSON.parse(line)).filter((line) => line.pushesFailed !== undefined);

    await webhook.deliver(aCdrPush([aSentCdr()]));
    await webhook.deliver('no push');
    await webhook.deliver(aCdrPush([aSentCdr()]), {});
    const before = failed();
    webhook.availability.isAway = () => true;
    await webhook.deliver(aCdrPush([aSentCdr()]));

    expect(before).toEqual([]);
    expect(failed()).toMatchObject([{ pushesFailed: 1, route: 'sms' }]);
  });

  it('for the quarantine: 503', async () => {
    const webhook = aWebhook();
    webhook.availability.isAway = (what) => what.includes('broken');

    const answer = await webhook.deliver(aCdrPush(['broken', aSentCdr()]));

    expect(answer.status).toBe(503);
    expect(webhook.kept()).toMatchObject({ cdrs: 1, quarantined: 0 });
  });

  it('for one CDR does not keep the other 49 from being stored', async () => {
    const webhook = aWebhook();
    webhook.availability.isAway = (what) => what.includes('2066_');

    await webhook.deliver(aCdrPush(fiftyCdrs()));

    expect(webhook.kept().cdrs).toBe(49);
  });
});

const named = (name: string): Error => Object.assign(new Error('not valid'), { name });

describe('an item that the store will never take', () => {
  it.each([
    ['a validation fault', storeFailure('storing the CDR', named('ValidationException'))],
    ['an error that nobody expected', new TypeError('not a function')],
  ])('%s: goes to quarantine, and the other 49 are stored', async (_case, error) => {
    const webhook = aWebhook();
    const { calls } = webhook.stores;
    const { appendCdr } = calls;
    calls.appendCdr = async (cdr, receivedAt) => {
      if (cdr.sessionId.includes('2066_')) throw error;
      return appendCdr(cdr, receivedAt);
    };

    const answer = await webhook.deliver(aCdrPush(fiftyCdrs()));

    expect(answer).toEqual(EMPTY_200);
    expect(webhook.kept()).toEqual({ ...NOTHING_KEPT, pushes: 1, cdrs: 49, quarantined: 1 });
    expect(logged(webhook.logs, 'push-item-quarantined')).toMatchObject([
      { level: 'error', reason: 'not-storable', error: {} },
    ]);
  });
});

describe('a number failure that cannot be counted', () => {
  it('never costs the CDR that tells of it', async () => {
    const webhook = aWebhook();
    webhook.availability.isAway = (what) => what.startsWith('["number-failure"');

    const answer = await webhook.deliver(aCdrPush([aSentCdr({ ulFailReason: 8025 })]));

    expect(answer).toEqual(EMPTY_200);
    expect(webhook.kept()).toEqual({ ...NOTHING_KEPT, pushes: 1, cdrs: 1 });
    expect(logged(webhook.logs, 'number-failure-not-recorded')).toMatchObject([
      { level: 'error', app: 'rides' },
    ]);
  });
});

describe('a slow store', () => {
  it('gets no further item after four seconds: 503, and the re-push stores the rest', async () => {
    let now = Date.parse('2026-03-01T02:31:25.000Z');
    let secondsAWrite = 2;
    const webhook = aWebhook({ clock: () => new Date(now) });
    const { calls } = webhook.stores;
    const { appendCdr } = calls;
    calls.appendCdr = async (cdr, receivedAt) => {
      const outcome = await appendCdr(cdr, receivedAt);
      now += secondsAWrite * 1000;
      return outcome;
    };
    const headers = signedHeaders();

    const first = await webhook.deliver(aCdrPush(fiftyCdrs()), headers);
    const storedAtFirst = webhook.kept().cdrs;
    secondsAWrite = 0;
    const again = await webhook.deliver(aCdrPush(fiftyCdrs()), headers);

    expect([first.status, again]).toEqual([503, EMPTY_200]);
    expect(storedAtFirst).toBeLessThan(20);
    expect(webhook.kept().cdrs).toBe(50);
  });
});

describe('a push that is refused', () => {
  const body = sampleText('axb-cdr-batch');
  const tooLarge = `${body.slice(0, -2)},"pad":"${'x'.repeat(1024 * 1024)}"}`;

  it.each<[string, string | Uint8Array, Record<string, string>, number, string]>([
    ['without a signature', body, {}, 401, 'missing'],
    ['with a wrong secret', body, signedHeaders({ appSecret: 'wrong' }), 401, 'wrong-digest'],
    ['of an unknown app', body, signedHeaders({ appKey: 'SomebodyElse' }), 401, 'unknown-app'],
    ['signed a week ago', body, signedHeaders({ created: '2026-02-22T02:31:22Z' }), 401, 'stale'],
    ['signed tomorrow', body, signedHeaders({ created: '2026-03-02T02:31:22Z' }), 401, 'early'],
    ['larger than 1 MiB', tooLarge, signedHeaders(), 413, 'too-large'],
    ['larger than 1 MiB and unsigned', tooLarge, {}, 413, 'too-large'],
    ['unsigned and no JSON', 'x', {}, 401, 'missing'],
  ])('%s: nothing is kept', async (_case, sent, headers, status, reason) => {
    const webhook = aWebhook();

    const answer = await webhook.deliver(sent, headers);

    expect(answer).toMatchObject({ status, contentType: 'application/problem+json' });
    expect(webhook.kept()).toEqual(NOTHING_KEPT);
    expect(logged(webhook.logs, 'push-refused')).toMatchObject([{ level: 'warn', route: 'cdr', reason }]);
  });

  const parts = ['Username', 'PasswordDigest', 'Nonce', 'Created'];

  it.each(
    (['AKSK', 'WSSE'] as const).flatMap((scheme) =>
      parts.flatMap((part) => [
        [
          scheme,
          `without ${part}`,
          (value: string) => value.replace(new RegExp(`,?${part}="[^"]*"`), ''),
        ] as const,
        [
          scheme,
          `with nothing in ${part}`,
          (value: string) => value.replace(new RegExp(`${part}="[^"]*"`), `${part}=""`),
        ] as const,
        [
          scheme,
          `with ${part} twice`,
          (value: string) => `${value},${new RegExp(`${part}="[^"]*"`).exec(value)?.[0]}`,
        ] as const,
      ]),
    ),
  )('signed with %s, %s: 401, and nothing is kept', async (scheme, _case, spoil) => {
    const webhook = aWebhook();
    const name = `x-${scheme.toLowerCase()}`;
    const headers = signedHeaders({ scheme });

    const answer = await webhook.deliver(body, { ...headers, [name]: spoil(headers[name] ?? '') });

    expect([answer.status, JSON.parse(answer.body).code]).toEqual([401, 'unauthorized']);
    expect(webhook.kept()).toEqual(NOTHING_KEPT);
    expect(logged(webhook.logs, 'push-refused')).toMatchObject([{ reason: 'malformed' }]);
  });

  it('tells the sender nothing of what is wrong with its signature', async () => {
    const webhook = aWebhook();

    const answers = [
      await webhook.deliver(body, {}),
      await webhook.deliver(body, signedHeaders({ appSecret: 'wrong' })),
      await webhook.deliver(body, signedHeaders({ appKey: 'SomebodyElse' })),
    ];

    expect(new Set(answers.map((answer) => answer.body)).size).toBe(1);
  });

  it('may be exactly 1 MiB large', async () => {
    const webhook = aWebhook();
    const whole = Buffer.concat([
      Buffer.from(body),
      Buffer.alloc(1024 * 1024 - Buffer.byteLength(body), ' '),
    ]);

    const answer = await webhook.deliver(whole, signedHeaders());

    expect([whole.byteLength, answer.status]).toEqual([1_048_576, 200]);
  });
});

describe('a body with a right signature that is not a push', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['empty', '', 'not-json'],
    ['cut', '{"eventType":"fee"', 'not-json'],
    ['of broken bytes alone', Buffer.of(0x7b, 0xff, 0x7d), 'not-json'],
    ['of another envelope', '{"hello":"world"}', 'unknown-envelope'],
    ['of levels without end', `{"x":${'['.repeat(9999)}${']'.repeat(9999)}}`, 'unknown-envelope'],
    ['of more items than any push', aCdrPush(Array(1001).fill(1)), 'too-many-items'],
  ])('%s: is kept byte for byte in journal and quarantine, and reported', async (_case, sent, reason) => {
    const webhook = aWebhook();

    const answer = await webhook.deliver(sent, signedHeaders());

    expect(answer).toEqual(EMPTY_200);
    expect(webhook.kept()).toEqual({ ...NOTHING_KEPT, pushes: 1, quarantined: 1 });
    expect(logged(webhook.logs, 'push-item-quarantined')).toMatchObject([
      { level: 'error', app: 'rides', route: 'cdr', reason },
    ]);
    const metrics = webhook.logs.map((line) => JSON.parse(line)).filter((line) => line.itemsQuarantined);
    expect(metrics).toMatchObject([{ itemsQuarantined: 1 }]);
  });
});

describe('an address below /webhooks/', () => {
  it.each(['/webhooks/cdr/', '/webhooks/call-events//'])(
    'with slashes at its end is the same: %s',
    async (rawPath) => {
      const webhook = aWebhook();
      const push = { rawPath, headers: signedHeaders(), body: sampleText('axb-cdr-batch') };

      const answer = await webhook.send(push);

      expect(answer).toEqual(EMPTY_200);
      expect(logged(webhook.logs, 'push-kept')).toMatchObject([{ route: rawPath.split('/')[2], stored: 3 }]);
    },
  );

  it.each([
    ['/webhooks/cdrs', 'POST', '/webhooks/cdrs'],
    ['/webhooks/cdr/rides', 'POST', '/webhooks/cdr/rides'],
    ['/webhooks/CDR', 'POST', '/webhooks/CDR'],
    ['/webhooks/cdr', 'GET', '/webhooks/cdr'],
    ['/webhooks/13800000001', 'POST', undefined],
  ])('%s that no webhook has is 404 by %s, warned of and counted', async (rawPath, method, path) => {
    const webhook = aWebhook();
    const push = { rawPath, method, headers: signedHeaders(), body: sampleText('axb-cdr-batch') };

    const answer = await webhook.send(push);

    expect([answer.status, JSON.parse(answer.body).code]).toEqual([404, 'not-found']);
    expect(webhook.kept()).toEqual(NOTHING_KEPT);
    const [warned = {}] = logged(webhook.logs, 'webhook-not-found');
    expect([warned['level'], warned['path']]).toEqual(['warn', path]);
    expect(webhook.logs.map((line) => JSON.parse(line)).filter((line) => line.webhooksNotFound)).toHaveLength(
      1,
    );
    expect(webhook.logs.join()).not.toContain('13800000001');
  });
});

describe('a nonce that was used', () => {
  it('is refused with another body, which leaves nothing', async () => {
    const webhook = aWebhook();
    const headers = signedHeaders();
    await webhook.deliver(sampleText('axb-event-answer'), headers);

    const answer = await webhook.deliver(sampleText('axb-cdr-batch'), headers);

    expect(answer.status).toBe(401);
    expect(webhook.kept()).toEqual({ ...NOTHING_KEPT, pushes: 1, events: 1 });
    expect(logged(webhook.logs, 'push-refused')).toMatchObject([{ reason: 'nonce-reused', app: 'rides' }]);
  });

  it('is accepted with the same body hours later', async () => {
    const headers = signedHeaders();
    const webhook = aWebhook({ now: '2026-03-01T12:54:22.000Z' });
    await webhook.deliver(sampleText('axb-event-answer'), headers);

    const answer = await webhook.deliver(sampleText('axb-event-answer'), headers);

    expect(answer).toEqual(EMPTY_200);
    expect(logged(webhook.logs, 'push-kept')).toMatchObject([{ repeated: false }, { repeated: true }]);
  });
});

describe('an app that only logs wrong signatures', () => {
  const apps = [{ ...SAMPLE_APP, pushSignature: 'log' as const }];
  const wrong = signedHeaders({ appSecret: 'wrong' });

  it('has its pushes kept, and each is reported', async () => {
    const webhook = aWebhook({ apps });

    const answers = [
      await webhook.deliver(sampleText('axb-event-answer'), wrong),
      await webhook.deliver(sampleText('axb-cdr-batch'), wrong),
    ];

    expect(answers).toEqual([EMPTY_200, EMPTY_200]);
    expect(webhook.kept()).toMatchObject({ pushes: 2, events: 1, cdrs: 3 });
    expect(logged(webhook.logs, 'push-signature-ignored')).toMatchObject([
      { level: 'warn', app: 'rides', reason: 'wrong-digest' },
      { level: 'warn', app: 'rides', reason: 'wrong-digest' },
    ]);
  });

  it('cannot have a nonce used up by a stranger', async () => {
    const webhook = aWebhook({ apps });
    await webhook.deliver(sampleText('axb-event-answer'), wrong);

    const answer = await webhook.deliver(sampleText('axb-cdr-batch'), signedHeaders());

    expect(answer).toEqual(EMPTY_200);
  });

  it('opens no door for an app that enforces them', async () => {
    const other = { ...SAMPLE_APP, name: 'parcels', appKey: 'TestAppKeyParcels' };
    const webhook = aWebhook({ apps: [...apps, other] });

    const answer = await webhook.deliver(
      sampleText('axb-event-answer'),
      signedHeaders({ appKey: 'TestAppKeyParcels', appSecret: 'wrong' }),
    );

    expect(answer.status).toBe(401);
  });
});

describe('a decision that the platform asks for', () => {
  it('about an SMS is answered: discard', async () => {
    const webhook = aWebhook({ apps: [{ ...SAMPLE_APP, mode: 'AX' }], route: 'sms' });

    const answer = await webhook.deliver(sampleText('ax-sms-block'));

    expect(answer).toEqual({
      status: 200,
      body: '{"actions":[{"operation":"DiscardMessage"}]}',
      contentType: 'application/json',
    });
    expect(webhook.kept().messages).toBe(1);
    expect(logged(webhook.logs, 'push-decision-answered')).toMatchObject([
      { decisionRequest: 'sms-block', outcome: 'refused' },
    ]);
  });

  it('about a call of X mode is answered: close', async () => {
    const webhook = aWebhook({ apps: [{ ...SAMPLE_APP, mode: 'X' }], route: 'call-events' });

    const answer = await webhook.deliver(sampleText('x-event-callin-block'));

    expect(answer).toEqual({ status: 200, body: '{"operation":"close"}', contentType: 'application/json' });
    expect(webhook.kept().events).toBe(1);
  });
});

describe('any delivery', () => {
  const names = [
    'axb-cdr-batch',
    'axb-event-answer',
    'axb-sms-notify-sent',
    'x-number-status',
    'ax-sms-block',
  ];
  const whole = fc.constantFrom(...names).map((name) => Buffer.from(sampleText(name)));
  const cut = fc
    .tuple(whole, fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([body, at]) => body.subarray(0, body.length * at));
  const spoiled = fc
    .tuple(whole, fc.array(fc.tuple(fc.nat(2000), fc.nat(255)), { maxLength: 4 }))
    .map(([body, changes]) => {
      for (const [at, byte] of changes) body[at % body.length] = byte;
      return body;
    });
  const replaced = fc
    .tuple(fc.constantFrom(...names), fc.string(), fc.jsonValue({ maxDepth: 4 }))
    .map(([name, field, value]) => replaceSome(sample(name), field, value));
  const body = fc.oneof(
    spoiled,
    cut,
    replaced.map((json) => Buffer.from(JSON.stringify(json))),
    fc.json({ maxDepth: 5 }).map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  );

  it('with a right signature is taken in, whatever its bytes are', async () => {
    const webhook = aWebhook({ apps: [SAMPLE_APP] });

    await fc.assert(
      fc.asyncProperty(body, async (bytes) => {
        const answer = await webhook.deliver(bytes);

        expect(answer.status).toBe(200);
      }),
      { numRuns: 3000 },
    );
  });

  it('with any headers gets an answer of ours and leaves nothing', async () => {
    const webhook = aWebhook();
    const name = fc.constantFrom('x-aksk', 'X-WSSE', 'authorization', 'content-type', '__proto__', 'x');
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom(...Object.values(signedHeaders({ appSecret: 'wrong' }))),
    );

    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(name, value),
        fc.option(fc.string()),
        fc.boolean(),
        async (headers, text, isBase64Encoded) => {
          const answer = await webhook.send({ headers, body: text ?? undefined, isBase64Encoded });

          expect(answer.status).toBe(401);
        },
      ),
      { numRuns: 1000 },
    );
    expect(webhook.kept()).toEqual(NOTHING_KEPT);
  });

  it('without headers and body gets an answer of ours', async () => {
    const webhook = aWebhook();

    const answer = await webhook.send({});

    expect(answer.status).toBe(401);
  });
});

/** The same push with one field of each object replaced, or added when there is none of that name. */
const replaceSome = (value: unknown, field: string, replacement: unknown): unknown => {
  if (Array.isArray(value)) return value.map((item) => replaceSome(item, field, replacement));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const chosen = entries[field.length % Math.max(1, entries.length)]?.[0] ?? field;
  return Object.fromEntries(
    [...entries, [field, 0] as const].map(([name, inner]) => [
      name,
      name === chosen ? replacement : replaceSome(inner, field.slice(1), replacement),
    ]),
  );
};

describe('any order, repetition and splitting of deliveries', () => {
  const pieces = [
    ...['callin', 'callout', 'alerting', 'answer', 'disconnect'].map((type) =>
      sampleText(`axb-event-${type}`),
    ),
    ...fiftyCdrs()
      .slice(0, 6)
      .map((cdr) => aCdrPush([cdr])),
    aCdrPush(fiftyCdrs().slice(2, 9)),
    sampleText('axb-sms-notify-sent'),
    sampleText('axb-sms-notify-failed-unbound'),
    aCdrPush(['broken', aSentCdr({ sessionId: '' })]),
  ];
  const script = fc
    .tuple(
      fc.array(fc.constantFrom(...pieces), { maxLength: 20 }),
      fc.shuffledSubarray(pieces, { minLength: pieces.length }),
    )
    .map(([before, all]) => [...before, ...all]);

  it('leaves the same', async () => {
    const contentOf = ({ stores: { calls, messages, quarantine } }: ReturnType<typeof aWebhook>) => ({
      cdrs: [...calls.cdrs.entries()].sort(),
      events: [...calls.events.entries()].sort(),
      messages: [...messages.messages.entries()].sort(),
      quarantined: [...quarantine.items.keys()].sort(),
    });
    const once = aWebhook();
    for (const piece of pieces) await once.deliver(piece);

    await fc.assert(
      fc.asyncProperty(script, async (deliveries) => {
        const webhook = aWebhook();

        await Promise.all(deliveries.map((delivery) => webhook.deliver(delivery)));

        expect(contentOf(webhook)).toEqual(contentOf(once));
      }),
      { numRuns: 50 },
    );
  });

  it('keeps what was answered 200, whenever the stores were away', async () => {
    await fc.assert(
      fc.asyncProperty(script, fc.array(fc.boolean(), { minLength: 10 }), async (deliveries, away) => {
        const webhook = aWebhook();
        let writes = 0;
        webhook.availability.isAway = () => away[writes++ % away.length] ?? false;
        const headers = new Map(
          deliveries.map((delivery, at) => [delivery, signedHeaders({ nonce: `n${at}` })]),
        );

        for (const delivery of deliveries) {
          const answer = await webhook.deliver(delivery, headers.get(delivery));
          expect([200, 503]).toContain(answer.status);
        }
        webhook.availability.isAway = () => false;
        for (const delivery of deliveries) await webhook.deliver(delivery, headers.get(delivery));

        expect(webhook.kept()).toMatchObject({ cdrs: 9, events: 5, messages: 2, quarantined: 2 });
      }),
      { numRuns: 50 },
    );
  });
});
