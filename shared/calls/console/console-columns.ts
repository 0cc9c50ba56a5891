import { plainCell } from '../../numbers/table/table-cells.ts';

/** The columns of the console's list of calls that an import knows. */
export const CONSOLE_COLUMNS = [
  'startedAt',
  'x',
  'caller',
  'callee',
  'ringingAt',
  'answeredAt',
  'endedAt',
  'talkSeconds',
  'sessionId',
  'subscriptionId',
  'releaseCode',
  'kind',
] as const;
export type ConsoleColumn = (typeof CONSOLE_COLUMNS)[number];

/**
 * The console was not seen, and its page names the list alone (业务详单). So these are the names of the fields in pushes, and what Chinese call lists
 * usually say.
 */
const NAMES: Readonly<Record<ConsoleColumn, string>> = {
  startedAt:
    'startedat start starttime calltime callintime begintime callstarttime date datetime time 呼叫时间 呼叫开始时间 开始时间 通话开始时间 主叫呼叫时间 呼入时间 起始时间 发起时间 拨打时间 通话时间',
  x: 'x xnumber xnum bindnum privatenumber virtualnumber relationnum x号码 号码x 隐私号 隐私号码 虚拟号 虚拟号码 中间号 中间号码 小号 小号码 绑定号码 业务号码 x隐私号码',
  caller: 'caller callernum callernumber calling from 主叫 主叫号码 主叫号 主叫方 主叫用户号码',
  callee:
    'callee calleenum calleenumber called to fwddstnum 被叫 被叫号码 被叫号 被叫方 真实被叫 真实被叫号码 实际被叫号码 转接号码',
  ringingAt: 'ringingat ringtime alertingtime fwdalertingtime 振铃时间 响铃时间 被叫振铃时间',
  answeredAt: 'answeredat answertime fwdanswertime 接听时间 应答时间 接通时间 被叫应答时间 被叫接听时间',
  endedAt: 'endedat end endtime callendtime hanguptime 结束时间 通话结束时间 呼叫结束时间 挂机时间 挂断时间',
  talkSeconds:
    'talkseconds duration talktime talkduration callduration billsec 通话时长 时长 通话时长秒 通话秒数 计费时长 接通时长',
  sessionId: 'sessionid session callid 会话id 会话标识 呼叫id 通话id 呼叫标识',
  subscriptionId: 'subscriptionid bindid bindingid 绑定id 绑定关系id 绑定标识 订阅id',
  releaseCode: 'releasecode ulfailreason failreason 失败原因码 释放原因码 拆线原因码 结束原因码 挂机原因码',
  kind: 'kind type servicetype 类型 业务类型 话单类型 业务种类',
};

const BY_NAME: ReadonlyMap<string, ConsoleColumn> = new Map(
  CONSOLE_COLUMNS.flatMap((column) => NAMES[column].split(' ').map((name) => [name, column] as const)),
);

/** The column that a header cell names, in any case and spacing, a remark in brackets aside; `undefined` for others. */
export const consoleColumnNamed = (cell: string): ConsoleColumn | undefined => {
  const name = plainCell(cell).toLowerCase();
  // A header split at the wrong character.
  if (/[,;\t]/.test(name)) return undefined;
  const [whole = '', withoutRemark = ''] = [name, name.replace(/[([（【][^)\]）】]*[)\]）】]/g, '')].map(
    (text) => text.replace(/[^\p{L}\p{N}]/gu, ''),
  );
  return BY_NAME.get(withoutRemark) ?? BY_NAME.get(whole);
};
