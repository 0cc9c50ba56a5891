import type { Mode } from '../../../shared/kernel/mode.ts';
import type { LeakStack } from './leak-stack.ts';
import {
  appOf,
  EXPIRED_KEY,
  GUESSED_KEY,
  GUESSED_SECRET,
  MASKED_KEY,
  PEOPLE,
  REFERENCE,
  USER_DATA,
  WEBHOOK_SECRET,
  WORDS,
} from './planted.ts';

const { a, b, stranger, typed } = PEOPLE;

/** Requests that are refused, with numbers wherever a caller can put one. */
export const callersFail = async ({ ask, stack, collection }: LeakStack): Promise<void> => {
  const digits = typed.slice('+86'.length);
  const bodies: readonly unknown[] = [
    `{"a":"${digits}"`,
    `"${digits}"`,
    [typed],
    { [typed]: digits },
    { mode: typed, app: typed, a: typed, b: [typed], x: { number: typed }, reference: [typed] },
    { mode: 'AXB', a: `${digits} ext ${digits}`, b: Number(digits), [digits]: typed },
    { mode: 'AXB', app: 'axb', a: typed, b: typed },
    { mode: 'AXB', app: 'axb', a: typed, b, x: typed },
    {
      mode: 'AXB',
      app: 'axb',
      a: typed,
      b,
      record: true,
      recordTone: `${digits}.exe`,
      areaCode: digits,
      ttlSeconds: digits,
    },
    {
      mode: 'AXB',
      app: 'axb',
      a: typed,
      b,
      userData: `${USER_DATA} ${typed}^`.repeat(50),
      reference: `${REFERENCE}\n`,
    },
    { mode: 'AXE', app: 'axe', a: typed, extension: digits, callback: { number: `${typed}x`, tone: typed } },
    { mode: 'X', app: 'x', a: typed, b, x: `+${digits}` },
  ];
  for (const body of bodies) {
    for (const [method, path] of [
      ['POST', '/bindings'],
      ['PATCH', '/bindings/zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz'],
      ['PUT', '/bindings/zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz/temporary-callee'],
      ['PUT', '/numbers?dryRun=true'],
      ['PATCH', `/numbers/${encodeURIComponent(typed)}`],
    ] as const)
      await ask(method, path, body, {
        headers: { 'user-agent': `agent of ${typed}`, 'x-request-id': digits },
      });
  }
  const table = `number,area,${WORDS}\n${digits},0755,yes\n${digits},75x,maybe\n+${digits}${digits},,\n`;
  await ask('PUT', '/numbers', table, { headers: { 'content-type': 'text/csv' } });
  await ask('PUT', '/numbers?dryRun=true&app=axb', table, { headers: { 'content-type': 'text/csv' } });
  await ask(
    'POST',
    '/bindings',
    { mode: 'AXB', app: 'axb', a: typed, b },
    { headers: { 'idempotency-key': `key of ${typed}` } },
  );
  const paths = [
    `/bindings?a=${digits}0000000`,
    `/bindings?a=${encodeURIComponent(typed)}&b=${digits}&limit=${digits}`,
    `/bindings?cursor=${digits}&reference=${REFERENCE}`,
    `/bindings?${encodeURIComponent(typed)}=1`,
    `/bindings/${digits}`,
    `/bindings/${encodeURIComponent(encodeURIComponent(typed))}?verify=${digits}`,
    `/calls?party=${encodeURIComponent(`${typed}x`)}&from=${digits}`,
    `/calls?party=${encodeURIComponent(typed)}&cursor=${encodeURIComponent(typed)}`,
    `/calls/${digits}`,
    `/calls/${digits}/recording`,
    `/messages?x=${digits}${digits}`,
    `/numbers?app=${digits}&cursor=${digits}`,
    `/nothing/${digits}?a=${digits}`,
  ];
  for (const path of paths)
    for (const key of [undefined, MASKED_KEY, EXPIRED_KEY, GUESSED_KEY])
      await ask('GET', path, undefined, key === undefined ? {} : { key });
  await ask('POST', '/bindings', { mode: 'AXB', a: typed, b }, { key: MASKED_KEY });
  await ask('DELETE', `/bindings?reference=${REFERENCE}-none`);
  await ask('DELETE', `/bindings/${digits}`);
  await ask('POST', `/calls/${digits}/stop`);
  const unsaid = await fetch(`${stack.url}/bindings?key=${GUESSED_KEY}&a=${digits}`, {
    headers: { 'x-api-key': GUESSED_KEY },
  });
  collection.add('problem without a key', await unsaid.text());
};

/** Pushes that are refused, or taken and kept aside because nobody can read them whole. */
export const pushesFail = async ({ stack, collection, invoke }: LeakStack, mode: Mode): Promise<void> => {
  const { appKey } = appOf(mode);
  const digits = stranger.slice('+86'.length);
  const entry = {
    callerNum: stranger,
    calleeNum: Number(digits),
    fwdDstNum: [b],
    smsContent: WORDS,
    userData: USER_DATA,
  };
  const bodies: readonly unknown[] = [
    `no JSON ${digits} ${WORDS}`,
    { [stranger]: entry },
    { eventType: stranger, feeLst: digits },
    { eventType: 'fee', feeLst: [entry, stranger, Number(digits), { ...entry, callIn: WORDS }] },
    {
      eventType: 'callin',
      statusInfo: { sessionId: digits, caller: stranger, called: Number(digits), bindNum: { x: a } },
    },
    {
      eventType: 'numStatus',
      numInfo: [
        { number: stranger, status: digits },
        { number: Number(digits), status: '9', cause: WORDS },
      ],
    },
    {
      smsEvent: {
        calling: stranger,
        called: digits,
        smsContent: { text: WORDS },
        notificationMode: 'Caller',
        virtualNumber: [digits],
      },
    },
    { appKey, smsEvent: { calling: 1, notificationMode: 'Block', smsContent: WORDS, smsIdentifier: digits } },
  ];
  for (const kind of ['callEvents', 'cdr', 'sms', 'numberStatus'] as const)
    for (const body of bodies) {
      await stack.control.pushRaw({ appKey, kind, body });
      await stack.control.pushRaw({ appKey, kind, body, signing: { appSecret: GUESSED_SECRET } });
    }
  for (const path of [
    ...['call-events', 'cdr', 'sms', 'number-status'].map((route) => `/webhooks/${route}?caller=${digits}`),
    `/webhooks/${WEBHOOK_SECRET}/cdr`,
    `/webhooks/${WEBHOOK_SECRET}/${digits}`,
    `/webhooks/${WEBHOOK_SECRET}x/sms`,
  ]) {
    const answer = await fetch(`${stack.url}${path}`, {
      method: 'POST',
      body: JSON.stringify(entry),
      headers: {
        'x-aksk': `UsernameToken Username="${digits}",PasswordDigest="${GUESSED_SECRET}",Nonce="${stranger}",Created="${digits}"`,
      },
    });
    collection.add(
      `answer to ${path.slice(0, 10)}`,
      `${await answer.text()} ${JSON.stringify([...answer.headers])}`,
    );
  }
  await invoke('report-gaps', { from: '2026-02-25T00:00:00.000Z', to: '2026-03-02T00:00:00.000Z' });
};
