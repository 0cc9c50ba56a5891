const en = {
  'not-an-object': 'It is not an object with fields.',
  'no-session-id': 'It names no call (sessionId).',
  'no-time': 'It says no time.',
  'no-type': 'It does not say what happened (eventType).',
  'no-identifier': 'It names no text message (smsIdentifier).',
  'no-number': 'It names no private number, or no state of it.',
  'too-large': 'It is too large to be stored.',
  'too-deep': 'Its fields lie too deep in each other.',
  'not-json': 'It is not JSON.',
  'unknown-envelope': 'The push has another form than the documented ones.',
  'too-many-items': 'The push has more entries than one may have.',
  'not-storable': 'It could be read, but our store refused it.',
};

const zh: typeof en = {
  'not-an-object': '不是带字段的对象。',
  'no-session-id': '没有呼叫标识 (sessionId)。',
  'no-time': '没有时间。',
  'no-type': '没有事件类型 (eventType)。',
  'no-identifier': '没有短信标识 (smsIdentifier)。',
  'no-number': '没有隐私号码或号码状态。',
  'too-large': '过大，无法存储。',
  'too-deep': '字段嵌套过深。',
  'not-json': '不是 JSON。',
  'unknown-envelope': '推送的格式与文档不符。',
  'too-many-items': '推送的条目数超过上限。',
  'not-storable': '可以读取，但我方存储拒绝写入。',
};

/** Why an entry of a push lies in quarantine, by the reason that is stored. */
export const QUARANTINE_WORDS = { en, zh };
