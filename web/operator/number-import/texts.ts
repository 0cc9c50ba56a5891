import { inLanguage } from '../../kit/state/language.ts';

const en = {
  title: 'Import numbers',
  back: 'Back to the pool',
  about:
    'The list is complete: a number of the app that is missing in it becomes “retired”. Nothing is deleted, and nothing changes before you have seen the difference.',
  app: 'App',
  file: 'File with a table',
  fileHint:
    'CSV or text with tabs, at most 1 MiB and 10,000 numbers, in UTF-8, UTF-16 or GB18030. Not xlsx or xls: save such a file as CSV first.',
  paste: 'or paste the table here',
  pasteHint:
    'With a header row: number, area code, SMS; also 号码, 区号, 短信. Cells copied from a spreadsheet do.',
  preview: 'Show the difference',
  previewing: 'Comparing …',
  refusals: {
    empty: 'Choose a file or paste a table.',
    'empty-file': 'The file is empty.',
    workbook: 'A workbook cannot be read. Save it as CSV (UTF-8), and choose that file.',
    'too-large': 'The table is larger than 1 MiB.',
  },
  difference: 'Difference',
  isOther: 'Nothing was imported: the pool has changed meanwhile. This is the difference as it is now.',
  counts: {
    added: (count: string) => `${count} added`,
    changed: (count: string) => `${count} changed`,
    retired: (count: string) => `${count} retired`,
    unchanged: (count: string) => `${count} unchanged`,
  },
  kinds: { added: 'Added', changed: 'Changed', retired: 'Retired' },
  fields: { areaCode: 'area code', sms: 'texts', state: 'state' },
  same: 'The app has exactly these numbers. There is nothing to import.',
  ignored: (columns: string) => `These columns are not read: ${columns}`,
  unreadable: (count: number) => `${count} stored numbers cannot be opened: a data key is missing.`,
  unusual: (count: number) =>
    count === 1
      ? '1 number looks unusual. It is imported as it stands: is a digit missing, or one too many?'
      : `${count} numbers look unusual. They are imported as they stand: is a digit missing, or one too many?`,
  unusuals: {
    short: 'shorter than 11 digits',
    long: 'longer than 11 digits',
    'no-mobile': 'does not begin like a mobile number',
    abroad: 'not of mainland China',
  },
  retiring: {
    title: 'Active bindings on the numbers that would be retired',
    none: 'There are none.',
    noRead: 'Your key may not read bindings, so those on the numbers that would be retired are not shown.',
    live: (count: number, hasMore: boolean) =>
      `${count === 1 ? '1 binding' : `${count} bindings`}${hasMore ? ' or more' : ''}`,
    looked: (most: number, all: string) =>
      `The first ${most} of ${all} numbers were looked at. The others may have active bindings too.`,
  },
  force: (count: string) =>
    count === '1'
      ? 'Yes, retire 1 number, also where bindings live on it'
      : `Yes, retire ${count} numbers, also where bindings live on them`,
  forceAbout:
    'This retires more than a fifth of the pool, or numbers with live bindings. Is the list complete?',
  run: 'Import',
  running: 'Importing …',
  other: 'Choose another table',
  done: 'Imported',
  refused: (count: string) => `The table was refused. Faults: ${count}`,
  refusedAbout: 'Nothing was imported. Correct the table and show the difference again.',
  row: 'Row',
  fault: 'Fault',
  faults: 'Faults of the table',
  whole: 'whole table',
  more: (count: string) => `… and ${count} more`,
};

const zh: typeof en = {
  title: '导入号码',
  back: '返回号码池',
  about: '列表须完整：列表中没有的该应用号码将变为“已退役”。不会删除任何数据，确认差异之前不会有任何变更。',
  app: '应用',
  file: '表格文件',
  fileHint:
    'CSV 或制表符分隔的文本，最大 1 MiB、10,000 个号码，编码为 UTF-8、UTF-16 或 GB18030。不支持 xlsx 和 xls，请先另存为 CSV。',
  paste: '或在此粘贴表格',
  pasteHint:
    '第一行为表头：号码、区号、短信，也可用 number、areaCode、sms。可直接粘贴电子表格中复制的单元格。',
  preview: '查看差异',
  previewing: '比较中…',
  refusals: {
    empty: '请选择文件或粘贴表格。',
    'empty-file': '文件是空的。',
    workbook: '无法读取工作簿，请另存为 CSV (UTF-8) 后再选择。',
    'too-large': '表格超过 1 MiB。',
  },
  difference: '差异',
  isOther: '尚未导入：号码池在此期间已发生变化。以下为当前差异。',
  counts: {
    added: (count) => `新增 ${count}`,
    changed: (count) => `变更 ${count}`,
    retired: (count) => `退役 ${count}`,
    unchanged: (count) => `不变 ${count}`,
  },
  kinds: { added: '新增', changed: '变更', retired: '退役' },
  fields: { areaCode: '区号', sms: '短信', state: '状态' },
  same: '该应用的号码与此表完全一致，无需导入。',
  ignored: (columns) => `未读取的列：${columns}`,
  unreadable: (count) => `${count} 个已存号码无法解密：缺少数据密钥。`,
  unusual: (count) => `${count} 个号码格式少见，将按原样导入：是否少了或多了一位数字？`,
  unusuals: {
    short: '不足 11 位',
    long: '超过 11 位',
    'no-mobile': '不是手机号码的开头',
    abroad: '非中国内地号码',
  },
  retiring: {
    title: '将退役号码上的有效绑定',
    none: '没有。',
    noRead: '您的密钥无权查看绑定，因此不显示将退役号码上的绑定。',
    live: (count, hasMore) => `${count} 个绑定${hasMore ? '或更多' : ''}`,
    looked: (most, all) => `共 ${all} 个号码，已查询前 ${most} 个，其余号码也可能有有效绑定。`,
  },
  force: (count) => `确认退役 ${count} 个号码，包括仍有有效绑定的号码`,
  forceAbout: '此操作将退役超过五分之一的号码，或仍有有效绑定的号码。列表是否完整？',
  run: '导入',
  running: '导入中…',
  other: '选择其他表格',
  done: '已导入',
  refused: (count) => `表格被拒绝，错误 ${count} 处`,
  refusedAbout: '尚未导入任何号码，请修正表格后再次查看差异。',
  row: '行',
  fault: '错误',
  faults: '表格中的错误',
  whole: '整个表格',
  more: (count) => `…还有 ${count} 个`,
};

/** The words of the import. */
export const importTexts = inLanguage({ en, zh });
