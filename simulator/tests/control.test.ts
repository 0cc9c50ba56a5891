import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator } from '../simulator.ts';
import { A, AXB_PATH, openPlayground, type Playground, X } from './playground.ts';

describe('control API over HTTP', () => {
  let playground: Playground;
  beforeEach(async () => {
    playground = await openPlayground();
  });
  afterEach(() => playground.close());

  const send = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${playground.simulator.url}/control/${path}`, {
      method,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, json: JSON.parse(await response.text()) };
  };
  const appPath = () => `apps/${playground.app.appKey}`;

  it('places calls and sends texts', async () => {
    await playground.bind();

    const call = await send('POST', 'calls', { from: A, to: X, outcome: 'answered', talkSeconds: 5 });
    const text = await send('POST', 'texts', { from: A, to: X, content: 'Hello' });

    expect(call).toMatchObject({ status: 200, json: { stateCode: 0, recordObjectName: null } });
    expect(text).toMatchObject({ status: 200, json: { sendResult: 0 } });
    expect((await send('GET', 'calls')).json).toMatchObject([{ caller: A, x: X }]);
  });

  it('moves the clock', async () => {
    expect((await send('GET', 'now')).json).toEqual({ now: '2026-03-01T02:31:20.000Z' });
    expect((await send('POST', 'advance', { seconds: 90 })).json).toEqual({
      now: '2026-03-01T02:32:50.000Z',
    });
  });

  it('lists the things that wait on the clock, the next first, and when a push is tried again', async () => {
    await playground.bind({ duration: '3600' });
    playground.receiver.answerWith(500);
    const call = {
      from: A,
      to: X,
      outcome: 'answered',
      withholdEvents: ['callin', 'callout', 'alerting', 'answer'],
    };

    await send('POST', 'calls', call);
    const due = await send('GET', 'due');
    const [failed] = (await send('GET', 'journal?kind=push&state=pending')).json;

    expect(due.json).toEqual([
      { at: '2026-03-01T02:32:20.000Z', what: 'push-again' },
      { at: '2026-03-01T03:31:20.000Z', what: 'life-ends' },
    ]);
    expect(failed).toMatchObject({ operation: 'callEvents', nextAttemptAt: '2026-03-01T02:32:20.000Z' });
    await send('POST', 'advance', { seconds: 60 });
    expect((await send('GET', 'journal?kind=push&operation=callEvents')).json[0]).toMatchObject({
      state: 'delivered',
      nextAttemptAt: null,
    });
  });

  it('adds, lists and clears faults', async () => {
    const added = await send('POST', 'faults', { on: 'bind', kind: 'drop-after', times: 3 });
    const listed = await send('GET', 'faults');
    await send('DELETE', `faults/${added.json.id}`);

    expect(listed.json).toEqual([{ on: 'bind', kind: 'drop-after', times: 3, id: 1, struck: 0 }]);
    expect((await send('GET', 'faults')).json).toEqual([]);
  });

  it('sets the seed of the faults, and refuses one that is none', async () => {
    const set = await send('PUT', 'faults/seed', { seed: 4_294_967_295 });
    const about = await send('GET', 'about');
    const refused = [
      await send('PUT', 'faults/seed', { seed: 4_294_967_296 }),
      await send('PUT', 'faults/seed', { seed: -1 }),
      await send('PUT', 'faults/seed', { seed: 1.5 }),
      await send('PUT', 'faults/seed', {}),
    ];

    expect(set).toEqual({ status: 200, json: { seed: 4_294_967_295 } });
    expect(about.json).toMatchObject({ seed: 7, faultSeed: 4_294_967_295 });
    expect(refused.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
  });

  it('shows bindings, journal and what is pending', async () => {
    const subscriptionId = await playground.bind();

    const bindings = await send('GET', `bindings?x=${encodeURIComponent(X)}`);
    const journal = await send(
      'GET',
      'journal?kind=request&operation=bind&applied=true&status=200&sinceId=0',
    );

    expect(bindings.json).toMatchObject([{ subscriptionId, mode: 'AXB', x: X, a: A, expiresAt: null }]);
    expect(journal.json).toMatchObject([{ method: 'POST', path: AXB_PATH, query: '', code: '0' }]);
    expect((await send('GET', 'idle')).json).toEqual({
      idle: true,
      pendingPushes: 0,
      heldCdrs: 0,
      runningCalls: 0,
      requestsInFlight: 0,
    });
  });

  it('waits for entries, and says with 408 that none came', async () => {
    const waiting = send('POST', 'wait-for', { filter: { operation: 'bind', count: 1 }, timeoutMs: 5000 });
    await playground.bind();

    expect(await waiting).toMatchObject({ status: 200, json: [{ operation: 'bind' }] });
    expect((await send('POST', 'wait-for', { filter: { operation: 'modify' }, timeoutMs: 20 })).status).toBe(
      408,
    );
  });

  it('makes, repeats and holds pushes', async () => {
    const push = await send('POST', 'pushes', {
      appKey: playground.app.appKey,
      kind: 'sms',
      body: { any: 1 },
    });
    await send('POST', `pushes/${push.json.id}/repeat`);
    await send('POST', 'faults', { on: 'push', kind: 'batched' });
    await send('POST', 'calls', { from: A, to: X, outcome: 'answered' });

    expect((await send('POST', 'flush-cdrs')).json).toEqual({ pushes: 1 });
    expect(playground.receiver.received.map(({ path }) => path)).toEqual([
      '/sms',
      '/sms',
      '/events',
      '/events',
      '/cdr',
    ]);
  });

  it('changes applications, numbers, dialect and settings, and sets all back', async () => {
    const changes = [
      await send('PATCH', appPath(), { state: 'frozen' }),
      await send('PUT', `${appPath()}/push-urls`, { cdr: 'http://127.0.0.1:1/cdr' }),
      await send('PATCH', `numbers/${encodeURIComponent(X)}`, { state: 9, notify: false }),
      await send('PATCH', 'dialect', { sessionId: 'new' }),
      await send('PATCH', 'settings', { ladder: 'cumulative' }),
    ];
    const changed = (await send('GET', 'apps')).json[0];
    await send('POST', 'reset');
    const reset = (await send('GET', 'apps')).json[0];

    expect(changes.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(changed).toMatchObject({
      state: 'frozen',
      numbers: [{ state: 9 }],
      pushUrls: { cdr: 'http://127.0.0.1:1/cdr' },
    });
    expect(reset).toMatchObject({
      state: 'normal',
      numbers: [{ state: 5 }],
      pushUrls: playground.app.pushUrls,
    });
    expect((await send('PATCH', 'settings', {})).json.ladder).toBe('absolute');
  });

  it('tells the states of many numbers, and takes the settings of all modes', async () => {
    const status = await send('POST', 'number-status', [{ x: X, state: 10, cause: '2' }]);
    const settings = { callinPatienceMs: 20, smsPatienceMs: 20, temporaryCallee: 'once', bindsPerDay: 3 };
    const changed = await send('PATCH', 'settings', { ...settings, relationsPerY: 2 });
    const dialect = await send('PATCH', 'dialect', { extension: 'extendNumber', axeList: 'list' });
    const call = { from: A, to: X, extension: '1', outcome: 'answered' };

    expect(status.json).toEqual({ pushes: 1 });
    expect(changed.json).toMatchObject({ ...settings, relationsPerY: 2 });
    expect(dialect.json).toMatchObject({ extension: 'extendNumber', axeList: 'list' });
    expect((await send('POST', 'calls', call)).status).toBe(200);
    expect((await send('PATCH', appPath(), { showsRealCaller: true })).status).toBe(200);
  });

  it('gives out a recording', async () => {
    await playground.bind({ recordFlag: 'true', recordHintTone: 'notice.wav' });
    const { recordObjectName } = await playground.control.placeCall({ from: A, to: X, outcome: 'answered' });

    const view = await send('GET', `recordings/${recordObjectName}`);
    const content = await fetch(`${playground.simulator.url}/control/recordings/${recordObjectName}/content`);

    expect((await content.arrayBuffer()).byteLength).toBe(view.json.sizeBytes);
  });

  it.each([
    ['an outcome nobody knows', 'calls', { from: A, to: X, outcome: 'exploded' }],
    ['an unknown field', 'calls', { from: A, to: X, outcome: 'answered', colour: 'red' }],
    ['a number nobody owns', 'calls', { from: A, to: '+8617099999999', outcome: 'answered' }],
    ['no JSON', 'calls', '{'],
    ['a push fault of the API', 'faults', { on: 'bind', kind: 'batched' }],
    ['time backwards', 'advance', { seconds: -1 }],
    ['a number in a state nobody knows', 'number-status', [{ x: X, state: 7 }]],
    ['a wrong certificate without secure storage', 'faults', { on: 'any', kind: 'wrong-certificate' }],
    ['51 CDRs in a push', 'flush-cdrs', { size: 51 }],
  ])('answers 400 to %s', async (_case, path, body) => {
    const { status, json } = await send('POST', path, body);

    expect([status, typeof json.error]).toEqual([400, 'string']);
  });

  it.each(['nothing', 'recordings/nothing.wav', 'recordings/nothing.wav/content'])(
    'answers 404 to %s',
    async (path) => {
      expect((await send('GET', path)).status).toBe(404);
    },
  );

  it.each(['/', '/console', '/console/'])('has a page for people at %s', async (path) => {
    const response = await fetch(playground.simulator.url + path);
    const page = await response.text();

    expect(response.headers.get('content-type')).toBe('text/html;charset=utf-8');
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
  });
});

describe('start', () => {
  it('takes under a second, on real time unless told otherwise', async () => {
    const startedMs = performance.now();

    const simulator = await startSimulator({ apps: [] });

    expect(performance.now() - startedMs).toBeLessThan(1000);
    expect(Math.abs(Date.parse(await simulator.control.now()) - Date.now())).toBeLessThan(1000);
    await simulator.control.advance(3600);
    expect(Date.parse(await simulator.control.now()) - Date.now()).toBeGreaterThan(3_599_000);
    await simulator.close();
  });

  it('runs what falls due as real time passes', async () => {
    const app = { appKey: 'k', appSecret: 's', mode: 'AXB' as const, numbers: [{ x: X }], pushUrls: {} };
    const playground = await openPlayground();
    const { receiver } = playground;
    const apps = [{ ...app, pushUrls: { cdr: `${receiver.url}/cdr` } }];
    const simulator = await startSimulator({ apps });
    await simulator.control.placeCall({ from: A, to: X, outcome: 'answered', cdrDelaySeconds: 0.05 });

    await simulator.control.waitFor({ operation: 'cdr', state: 'delivered' }, 5000);

    expect(receiver.received).toHaveLength(1);
    await simulator.close();
    await playground.close();
  });

  it('fails clearly on a port in use and on a number given twice', async () => {
    const first = await startSimulator({ apps: [] });
    const app = {
      appKey: 'k',
      appSecret: 's',
      mode: 'AXB' as const,
      numbers: [{ x: X }, { x: X }],
      pushUrls: {},
    };

    await expect(startSimulator({ apps: [], port: first.port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await expect(startSimulator({ apps: [app] })).rejects.toThrow('Given twice');
    await first.close();
  });

  it('gives the same ids for the same seed', async () => {
    const idOf = async () => {
      const playground = await openPlayground({}, { seed: 42 });
      const id = await playground.bind();
      await playground.close();
      return id;
    };

    expect(await idOf()).toBe(await idOf());
  });
});
