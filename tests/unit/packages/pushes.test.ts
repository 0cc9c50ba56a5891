import { describe, expect, it } from 'vitest';
import {
  CLOSE_CALL,
  connectCall,
  DISCARD_TEXT,
  forwardText,
  type PushingApp,
  readPush,
  signRequest,
  verifyPush,
} from '../../../packages/platform/src/index.ts';
import { SAMPLE_APP } from '../../builders/pushes.ts';

// The vectors of the documents' examples, digests written down, not computed.
const { mode, appKey, appSecret } = SAMPLE_APP;
const APP: PushingApp = { mode, appKey, appSecret };
const NONCE = 'ac1c0000479249268700f6b200004a1e';
const TOKEN = `UsernameToken Username="Xq7Lm2Rk9Tz4Wv8Yb3Nc6Hd1Pf5G",PasswordDigest="ISacMMrRbok5VIexYjRav7o9l0kWeKFgmtEA6EU7YRk=",Nonce="${NONCE}",Created="2026-03-01T02:31:22Z"`;
const NOW = new Date('2026-03-01T02:31:25.000Z');
const BODY = Buffer.from('{}');
const OTHER = { ...APP, appKey: 'another-app-key' };

describe('verifyPush', () => {
  it.each([
    ['node:http', { 'X-AKSK': TOKEN }],
    ['node:http, with a list', { 'x-aksk': [TOKEN] }],
    ['fetch', new Headers({ 'x-aksk': TOKEN })],
  ])('accepts the documented vector in headers of %s, and names the app', (_kind, headers) => {
    expect(verifyPush(headers, BODY, [OTHER, APP], NOW)).toEqual({
      kind: 'verified',
      app: APP,
      scheme: 'AKSK',
      nonce: NONCE,
      bodySha256: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
      createdAt: '2026-03-01T02:31:22.000Z',
    });
  });

  it('accepts the secret before this one', () => {
    const rotated = { ...APP, appSecret: 'a new secret', previousAppSecret: APP.appSecret };

    expect(verifyPush({ 'x-aksk': TOKEN }, BODY, [rotated], NOW).kind).toBe('verified');
  });

  it.each([
    ['missing', {}, [APP], NOW],
    ['unknown-app', { 'x-aksk': TOKEN }, [OTHER], NOW],
    ['wrong-digest', { 'x-aksk': TOKEN }, [{ ...APP, appSecret: 'another' }], NOW],
    ['stale', { 'x-aksk': TOKEN }, [APP], new Date('2026-03-02T02:31:23Z')],
    ['early', { 'x-aksk': TOKEN }, [APP], new Date('2026-03-01T02:26:21Z')],
    ['malformed', { 'x-aksk': [TOKEN, TOKEN] }, [APP], NOW],
  ])('refuses: %s', (reason, headers, apps, now) => {
    expect(verifyPush(headers, BODY, apps, now)).toEqual({ kind: 'refused', reason });
  });
});

describe('signRequest', () => {
  it('writes the documented vector', () => {
    const now = new Date('2026-03-01T02:31:22.900Z');

    expect(signRequest({ appKey, appSecret, nonce: NONCE, now })).toEqual({
      authorization: 'AKSK realm="SDP",profile="UsernameToken",type="Appkey"',
      'x-aksk': TOKEN,
    });
  });
});

describe('readPush', () => {
  it('says that a call of mode X waits for its route', () => {
    const body = {
      eventType: 'callin',
      statusInfo: {
        sessionId: 'one',
        timestamp: '2026-03-01 02:31:22',
        caller: '+8613800000001',
        called: '+8617000000001',
      },
    };

    expect(readPush(Buffer.from(JSON.stringify(body)), { ...APP, mode: 'X' }, NOW)).toMatchObject({
      kind: 'event',
      decisionRequest: 'callin',
      items: [
        { kind: 'event', event: { type: 'callin', caller: '+8613800000001', called: '+8617000000001' } },
      ],
    });
  });

  it('reads what nobody can read as one unreadable item', () => {
    expect(readPush(Buffer.from('no JSON'), APP, NOW)).toMatchObject({
      kind: 'unknown',
      items: [{ kind: 'unreadable', reason: 'not-json', sent: 'bm8gSlNPTg==' }],
    });
  });
});

describe('answers to pushes', () => {
  it('put a call through, recorded after its announcement', () => {
    const route = { x: '+8617000000001', callee: '13900000002', recordTone: 'recorded.wav' };

    expect(JSON.parse(JSON.stringify(connectCall(route)))).toEqual({
      operation: 'connect',
      connectInfo: {
        displayCalleeNum: '+8617000000001',
        calleeNum: '+8613900000002',
        recordFlag: 'true',
        recordHintTone: 'recorded.wav',
      },
    });
  });

  it('end a call, pass a text on, or drop it', () => {
    expect(CLOSE_CALL).toEqual({ operation: 'close' });
    expect(DISCARD_TEXT).toEqual({ actions: [{ operation: 'DiscardMessage' }] });
    expect(forwardText({ sender: '13800000001', receiver: '13900000002' })).toEqual({
      actions: [
        { operation: 'vNumberRoute', message: { called: '+8613900000002', calling: '+8613800000001' } },
      ],
    });
  });
});
