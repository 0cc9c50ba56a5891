const en = {
  missing: 'No signature.',
  'too-long': 'The signature is too long.',
  malformed: 'The signature has no form that is known.',
  'unknown-app': 'Signed for an app that is not in the configuration.',
  'wrong-digest': 'Signed with another secret than ours.',
  stale: 'Signed too long ago.',
  early: 'Signed in the future: somebody’s clock is wrong.',
  'too-large': 'The body is too large.',
  'nonce-reused': 'Its nonce was used before, with another body.',
  source: 'It came from an address that is not allowed.',
};

const zh: typeof en = {
  missing: '没有签名。',
  'too-long': '签名过长。',
  malformed: '签名格式无法识别。',
  'unknown-app': '签名所属的应用不在配置中。',
  'wrong-digest': '签名使用的密钥与我方不同。',
  stale: '签名时间过早。',
  early: '签名时间在未来：某一方的时钟有误。',
  'too-large': '内容过大。',
  'nonce-reused': 'nonce 已用于另一内容。',
  source: '来源地址不在允许范围内。',
};

/** Why a push was refused, by the reason that is counted. */
export const REFUSAL_WORDS = { en, zh };
