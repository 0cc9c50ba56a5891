import { inLanguage } from '../../kit/state/language.ts';

const en = {
  signIn: {
    title: 'Operator console',
    about:
      'You see and do what your API key may. The key stays in this tab and is forgotten when you close it.',
    key: 'API key',
    hint: 'The key that whoever runs this deployment has given you.',
    enter: 'Continue',
    refused: 'The key was refused: it is wrong, or it has expired.',
    wrongLetters: 'This is not a key: it has spaces, or letters that no key has. Copy it again.',
  },
  signOut: 'Sign out',
  masked: 'numbers masked',
  noScope: 'This key has no scope that the console can show anything for.',
  noPage: 'There is no such page, or your key may not see it.',
  noEntry: 'There is no such entry.',
  pages: {
    search: 'Search',
    bindings: 'Bindings',
    pool: 'Pool',
    recordings: 'Recordings',
    pushes: 'Pushes',
    usage: 'Usage',
    health: 'Health',
  },
  problem: {
    platform: 'The platform said',
    explained: (code: string) => `What ${code} means`,
    requestId: 'request id',
    newKey:
      'Your key is valid, but this part of the service does not know it yet. A new key needs up to five minutes; try again then.',
  },
  app: 'App',
  allApps: 'All apps',
  appsFailed: 'Some apps could not be asked. Their entries are missing here.',
  ids: {
    call: 'call id',
    binding: 'binding id',
    number: 'number',
    reference: 'reference',
    message: 'message id',
    item: 'item id',
    journal: 'push id',
    page: 'page',
    command: 'command',
  },
  states: {
    pending: 'pending',
    active: 'active',
    releasing: 'releasing',
    released: 'released',
    expired: 'expired',
    failed: 'failed',
  },
};

const zh: typeof en = {
  signIn: {
    title: '运维控制台',
    about: '您能看到和操作的内容取决于您的 API 密钥。密钥只保存在当前标签页中，关闭后即被清除。',
    key: 'API 密钥',
    hint: '由部署此服务的人员提供。',
    enter: '继续',
    refused: '密钥被拒绝：密钥错误或已过期。',
    wrongLetters: '这不是密钥：其中有空格或密钥中不会出现的字符。请重新复制。',
  },
  signOut: '退出',
  masked: '号码已脱敏',
  noScope: '此密钥没有控制台可用的权限范围。',
  noPage: '没有此页面，或您的密钥无权查看。',
  noEntry: '没有此条目。',
  pages: {
    search: '查询',
    bindings: '绑定',
    pool: '号码池',
    recordings: '录音',
    pushes: '推送',
    usage: '用量',
    health: '运行状态',
  },
  problem: {
    platform: '平台返回',
    explained: (code) => `${code} 的含义`,
    requestId: '请求 ID',
    newKey: '您的密钥有效，但服务的这一部分尚未获知。新密钥最多需要五分钟生效，请稍后重试。',
  },
  app: '应用',
  allApps: '全部应用',
  appsFailed: '部分应用查询失败，此处缺少其记录。',
  ids: {
    call: '呼叫 ID',
    binding: '绑定 ID',
    number: '号码',
    reference: '业务单号',
    message: '短信 ID',
    item: '条目 ID',
    journal: '推送 ID',
    page: '页面名',
    command: '命令',
  },
  states: {
    pending: '处理中',
    active: '有效',
    releasing: '解绑中',
    released: '已解绑',
    expired: '已过期',
    failed: '失败',
  },
};

/** The words that several pages share. */
export const texts = inLanguage({ en, zh });
