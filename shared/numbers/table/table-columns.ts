import { plainCell } from './table-cells.ts';

/** The columns that an import knows. City and carrier are known and not stored: the pool goes by area codes. */
export type TableColumn = 'x' | 'areaCode' | 'sms' | 'city' | 'carrier';

const NAMES: Readonly<Record<TableColumn, string>> = {
  x: [
    'x number num numbers phone phonenumber phoneno mobile mobilenumber tel telephone telephonenumber telnum msisdn xnumber xnum xno',
    'privatenumber privatenum privacynumber virtualnumber virtualnum virtualphone proxynumber relationnum hiddennumber',
    '号码 x号码 x号 号 电话 电话号码 电话号 手机 手机号 手机号码 隐私号 隐私号码 x隐私号码 隐私x号码 隐私小号 虚拟号 虚拟号码 中间号 中间号码 小号 小号码 业务号码 绑定号码 关联号码 号码x 服务号码',
  ].join(' '),
  areaCode: [
    'areacode area areano areanumber citycode cityareacode regioncode dialingcode dialcode zonecode std stdcode',
    '区号 城市区号 电话区号 长途区号 地区区号 归属地区号 号码区号 归属区号 所属区号 区域号 区码 城市码 城市编码 城市代码 城市编号 地区码 地区编码 地区代码 区域码 区域编码 归属地编码 归属地码',
  ].join(' '),
  sms: [
    'sms smsenabled smssupport smssupported smscapable smscapability smsflag supportsms supportssms issms enablesms sendsms text texts message messages',
    '短信 短信功能 短信能力 短信业务 短信服务 短信标识 短信开关 短信状态 支持短信 是否支持短信 短信支持 是否短信 开通短信 是否开通短信 短信是否开通 短信开通 启用短信 是否启用短信 收发短信 支持收发短信 是否支持收发短信 支持短信功能 是否支持短信功能 开通短信功能 是否开通短信功能 短信收发 可发短信',
  ].join(' '),
  city: [
    'city cityname region regionname province provincename location place attribution',
    '城市 城市名 城市名称 所属城市 归属城市 归属地 号码归属地 号码归属 地区 地区名称 区域 省 省份 省市 所在地 所在城市 号码城市 地市 所属地区 所属省份',
  ].join(' '),
  carrier: [
    'carrier carriername operator operatorname telco isp provider networkoperator serviceprovider',
    '运营商 运营商名称 所属运营商 号码运营商 归属运营商 电信运营商 通信运营商 服务商 网络运营商',
  ].join(' '),
};

const entries = (column: TableColumn) => NAMES[column].split(' ').map((name) => [name, column] as const);

const COLUMNS: ReadonlyMap<string, TableColumn> = new Map(
  (['x', 'areaCode', 'sms', 'city', 'carrier'] as const).flatMap(entries),
);

/** The column that a header cell names, in any case and spacing, a remark in brackets aside; `undefined` for others. */
export const columnNamed = (cell: string): TableColumn | undefined => {
  const name = plainCell(cell).toLowerCase();
  // A header split at the wrong character.
  if (/[,;\t]/.test(name)) return undefined;
  const [whole, withoutRemark] = [name, name.replace(/[([【][^)\]】]*[)\]】]/g, '')].map((text) =>
    text.replace(/[^\p{L}\p{N}]/gu, ''),
  );
  return COLUMNS.get(withoutRemark ?? '') ?? COLUMNS.get(whole ?? '');
};
