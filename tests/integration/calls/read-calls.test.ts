import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { person, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const A = person(1);
const B = person(2);
const X = xNumber(1);
const encode = encodeURIComponent;

type Item = Readonly<{ callId: string; bindingId: string | null }>;
type List = Readonly<{ items: readonly Item[]; nextCursor: string | null }>;
type Link = Readonly<{ url: string }>;

describe('calls as our callers see them', () => {
  let stack: Stack;
  let bindingId: string;
  let answeredId: string;

  const get = async <Body>(path: string) => {
    const { status, body } = await stack.request('GET', path);
    return { status, body: body as Body };
  };

  beforeEach(async () => {
    // Links are checked against the store's own clock, so this one stack runs in real time.
    stack = await startStack();
    const bound = await stack.request('POST', '/bindings', {
      body: { mode: 'AXB', a: A, b: B, x: X, record: true, recordTone: 'tone.wav' },
    });
    ({ bindingId } = bound.body as { bindingId: string });
    await stack.control.placeCall({ from: A, to: X, outcome: 'answered', talkSeconds: 61 });
    await stack.advance(60);
    await stack.control.placeCall({ from: B, to: X, outcome: 'busy' });
    await stack.advance(60);
    await stack.control.placeCall({ from: person(9), to: X, outcome: 'answered' });
    await stack.advance(60);
    const { body } = await get<List>(`/calls?bindingId=${bindingId}`);
    answeredId = body.items.at(-1)?.callId ?? '';
  });
  afterEach(() => stack.close());

  it('shows an answered call of A', async () => {
    const { status, body } = await get(`/calls/${answeredId}`);

    expect(status).toBe(200);
    expect(body).toMatchObject({
      callId: answeredId,
      app: 'rides',
      mode: 'AXB',
      bindingId,
      x: X,
      caller: A,
      callee: B,
      direction: 'from-a',
      answered: true,
      talkSeconds: 61,
      billedMinutes: 2,
      outcome: { code: 0, source: 'release-code', class: 'normal' },
      recording: { status: 'pending', attempts: 0 },
    });
  });

  it('lists the calls of the binding, of X and of a person by number', async () => {
    const lists = await Promise.all([
      get<List>(`/calls?bindingId=${bindingId}`),
      get<List>(`/calls?x=${encode(X)}`),
      get<List>(`/calls?party=${encode('138-0000-0002')}`),
      get<List>(`/calls?party=${encode(person(9))}`),
    ]);

    expect(lists.map(({ body }) => body.items.map((item) => item.bindingId))).toEqual([
      [bindingId, bindingId],
      [null, bindingId, bindingId],
      [bindingId, bindingId],
      [null],
    ]);
  });

  it('tells why the busy and the unbound call failed', async () => {
    const { body } = await get<{ items: readonly object[] }>(`/calls?x=${encode(X)}&limit=2`);

    expect(body.items).toMatchObject([
      { answered: false, talkSeconds: 0, billedMinutes: 0, outcome: { code: 8014, class: 'binding' } },
      { answered: false, talkSeconds: 0, outcome: { code: 8102, class: 'callee' }, direction: 'to-a' },
    ]);
  });

  it('pages through a list', async () => {
    const first = await get<List>(`/calls?x=${encode(X)}&limit=2`);
    const second = await get<List>(
      `/calls?x=${encode(X)}&limit=2&cursor=${encode(first.body.nextCursor ?? '')}`,
    );

    expect([first.body.items.length, second.body.items.length]).toEqual([2, 1]);
    expect(second.body).toEqual({
      items: [expect.objectContaining({ callId: answeredId })],
      nextCursor: null,
    });
  });

  it('keeps a call in the list of its binding after the binding has ended', async () => {
    await stack.request('DELETE', `/bindings/${bindingId}`);

    const { body } = await get<List>(`/calls?bindingId=${bindingId}`);

    expect(body.items.map((item) => item.bindingId)).toEqual([bindingId, bindingId]);
  });

  it('hands out the archived recording by a link, and persists who got it', async () => {
    const early = await get<{ code: string }>(`/calls/${answeredId}/recording`);
    await stack.invoke('recording-archiver');

    const { status, body } = await get<Link>(`/calls/${answeredId}/recording`);

    expect(early).toMatchObject({ status: 409, body: { code: 'recording-pending' } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ contentType: 'audio/wav', sizeBytes: expect.any(Number) });
    const served = await fetch(body.url);
    const bytes = Buffer.from(await served.arrayBuffer());
    expect(served.headers.get('content-type')).toBe('audio/wav');
    expect(bytes.subarray(0, 4).toString()).toBe('RIFF');
    const audits = (await stack.items('CALLS_TABLE')).filter(({ sk }) => String(sk).startsWith('AUDIT#'));
    expect(audits).toEqual([
      expect.objectContaining({ pk: `C#${answeredId}`, apiKeyName: 'tests', action: 'recording-linked' }),
    ]);
    expect(new URL(body.url).searchParams.get('X-Amz-Expires')).toBe('900');
  });

  it('lists SMS with their results', async () => {
    await stack.request('DELETE', `/bindings/${bindingId}`);
    await stack.control.sendText({ from: A, to: X, content: 'On my way' });
    await stack.advance(1);

    const { status, body } = await get<{ items: readonly object[] }>(`/messages?x=${encode(X)}`);

    expect(status).toBe(200);
    // The binding has ended by now, so the platform forwards nothing.
    expect(body.items).toMatchObject([
      { sender: A, x: X, bindingId: null, result: { code: 2, class: 'binding' } },
    ]);
  });
});
