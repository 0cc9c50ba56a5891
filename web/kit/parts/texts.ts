import { inLanguage } from '../state/language.ts';

const en = {
  skip: 'Skip to content',
  pages: 'Pages',
  loading: 'Loading',
  retry: 'Try again',
  copy: (what: string) => `Copy ${what}`,
  copied: 'Copied',
  close: 'Close',
  cancel: 'Cancel',
  working: 'Working …',
  yes: 'Yes',
  no: 'No',
  more: 'Show more',
  theme: 'Theme',
  themes: { system: 'Auto', light: 'Light', dark: 'Dark' },
  language: 'Language',
  failed: 'That did not work',
  offline: 'The server cannot be reached. Check the network and try again.',
  table: 'Table',
  time: 'Time',
  figures: 'The figures as a table',
  refresh: 'Refresh',
  unshown: 'This part could not be shown',
  unshownAbout:
    'The answer of the server is not what this page expects; the page may be older than the server. Reload it; if that does not help, pass this on to whoever runs the deployment.',
  reload: 'Reload the page',
};

const zh: typeof en = {
  skip: '跳到内容',
  pages: '页面',
  loading: '加载中',
  retry: '重试',
  copy: (what) => `复制${what}`,
  copied: '已复制',
  close: '关闭',
  cancel: '取消',
  working: '处理中…',
  yes: '是',
  no: '否',
  more: '显示更多',
  theme: '主题',
  themes: { system: '自动', light: '浅色', dark: '深色' },
  language: '语言',
  failed: '操作失败',
  offline: '无法连接服务器，请检查网络后重试。',
  table: '表格',
  time: '时间',
  figures: '以表格显示数据',
  refresh: '刷新',
  unshown: '此部分无法显示',
  unshownAbout: '服务器的响应与本页面预期不符，页面版本可能较旧。请重新加载；如仍无效，请告知部署负责人。',
  reload: '重新加载页面',
};

/** The words of the building blocks. */
export const kitTexts = inLanguage({ en, zh });
