/** The texts of the API about a field, and the same in Chinese. */
export const FAULT_TEXTS: Readonly<Record<string, string>> = {
  'must be whole seconds': '必须是整数秒',
  'must be whole minutes': '必须是整数分钟',
  'must be whole minutes in this mode': '此模式下必须是整数分钟',
  'must be 1 to 256 printable ASCII characters without { } ^; encode others in Base64':
    '必须是 1 到 256 个可打印的 ASCII 字符，不含 { } ^；其他内容请用 Base64 编码',
  'must hold no phone number: put an id of yours there': '不能包含电话号码，请填写您自己的编号',
  'must be 1 to 64 characters without control characters': '必须是 1 到 64 个字符，不含控制字符',
  'must be {"number": …} or {"tone": …}': '请填写号码或语音文件之一',
  'is too long for a number': '超过号码的长度',
  'must be a mainland mobile or fixed-line number': '必须是中国内地的手机或固定电话号码',
  'must be a private number': '必须是隐私号码',
  'is a fixed line and not a private number': '这是固定电话，不是隐私号码',
  'must be a mainland mobile, fixed-line, 400 or 95 number':
    '必须是中国内地的手机、固定电话、400 或 95 开头的号码',
  'must be a phone number': '必须是电话号码',
  'must not be a private number': '不能是隐私号码',
  'is not a configured app': '没有配置此应用',
  'is required: several apps have this number': '必填：有多个应用拥有此号码',
  'must be the name of an uploaded voice file': '必须是已上传的语音文件名',
  'must be an area code such as 0755': '必须是区号，例如 0755',
  'is required': '必填',
  'must be another number than a': '必须与 A 的号码不同',
  'must be another number than a and b': '必须与 A、B 的号码不同',
  'must be another number than the temporary callee': '必须与临时被叫的号码不同',
  'must be another number than from': '必须与旧号码不同',
  'leaves only a fixed line to call, which cannot call a private number':
    '这样只有固定电话可以呼叫，而固定电话不能呼叫隐私号码',
  'is required with record, because carriers block recorded calls without one':
    '录音时必填：没有提示音的录音通话会被运营商拦截',
  'needs maxCallMinutes, because it is played before that limit':
    '需要先设最长通话分钟数，因为它在到时之前播放',
  'must be given: the app allows no permanent bindings': '必填：该应用不允许永久绑定',
  'must not be longer than ttlSeconds': '不能超过绑定的有效期',
  'is not a tone of this mode': '此模式没有这个语音文件',
  'must be a number in this mode': '此模式下必须填写号码',
  'cannot be changed': '不能修改',
  'cannot be changed in this mode': '此模式下不能修改',
  'cannot carry texts, which sms asks for': '此号码不支持短信，而您要求转发短信',
  'needs a private number that carries texts': '需要支持短信的隐私号码',
  'needs x, because the platform chooses the number of this app':
    '需要同时填写隐私号码 (X)，因为该应用由平台选择号码',
  'is required, because the platform chooses the number of this app': '必填：该应用由平台选择号码',
  'is not a number of the app': '不是该应用的号码',
  'is blocked': '已被禁止绑定',
  'has as many binds in this hour as the app allows': '本小时内的绑定次数已达应用的上限',
  'is not reported': '尚未报备',
  'must be 1 to 4 digits': '必须是 1 到 4 位数字',
  'from is after to': '开始时间晚于结束时间',
  'must not be after to': '不能晚于结束时间',
  'cannot stand beside app, from, to or after': '不能与应用或时间段同时使用',
};

/** Those about a request as a whole. */
export const DETAIL_TEXTS: Readonly<Record<string, string>> = {
  'another request is at work on the binding': '另一个请求正在处理此绑定',
  'the binding was changed by another request at the same time': '绑定同时被另一个请求修改',
  'there is no binding with this id': '没有此 ID 的绑定',
  'there is no call with this id': '没有此 ID 的呼叫',
  'there is no app with this name': '没有此名称的应用',
  'there is no such private number': '没有此隐私号码',
  'no item in quarantine has this id': '隔离区中没有此 ID 的条目',
  'another live binding has these parties and this reference already': '这些人已有一个业务单号相同的有效绑定',
  'the binding has ended': '绑定已结束',
  'only AX bindings have a temporary callee': '只有 AX 绑定可以设置临时被叫',
  'the private number asked for is cooling-down for one of the two parties':
    '指定的隐私号码对其中一方仍在冷却期内',
  'the private number asked for does not belong to the app': '指定的隐私号码不属于该应用',
  'the private number asked for already holds one of the two parties': '指定的隐私号码已绑定其中一方',
  'the private number asked for is full': '指定的隐私号码已满',
  'the private number asked for takes no new bindings': '指定的隐私号码不接受新绑定',
  'the extension asked for is taken': '指定的分机号已被使用',
  'the extension asked for is cooling-down': '指定的分机号仍在冷却期内',
  'no extension of the private number asked for is free': '指定的隐私号码没有空闲的分机号',
  'no private number is free for these two parties': '没有可供双方使用的空闲隐私号码',
  'the private number belongs to another app by now': '该隐私号码现已属于其他应用',
  'the private number is being changed by others all the time': '该隐私号码正不断被他人修改',
  'the app of this call is no longer configured': '此呼叫的应用已不再配置',
  'the platform gave no usable answer': '平台没有给出可用的应答',
  'the platform refused the request': '平台拒绝了请求',
  'the platform does not tell what became of the request': '平台没有说明请求的结果',
  'no call to the platform is made after failed authentications': '多次鉴权失败后暂不调用平台',
  'the platform asked for fewer calls': '平台要求降低调用频率',
};

const PARTS: Readonly<Record<string, string>> = {
  query: '查询条件',
  request: '请求',
  body: '请求',
};

const NOUNS: Readonly<Record<string, string>> = {
  'a string': '文本',
  'a number': '数字',
  'a list': '列表',
};

/** The texts that hold a name or a figure. */
export const TEXT_FORMS: readonly (readonly [form: RegExp, say: (...found: readonly string[]) => string])[] =
  [
    [/^the (\w+) is not valid$/, (part = '') => `${PARTS[part] ?? part}无效`],
    [/^the (\w+) is not valid: (.+)$/, (part = '', names = '') => `${PARTS[part] ?? part}无效：${names}`],
    [/^must be at least (\d+) seconds$/, (least) => `不能少于 ${least} 秒`],
    [/^must be at most ([\d.]+) days in seconds$/, (most) => `不能超过 ${most} 天`],
    [/^must be from (\d+) to (\d+) seconds$/, (least, most) => `必须在 ${least} 到 ${most} 秒之间`],
    [/^must be from (\d+) to (\d+)$/, (least, most) => `必须在 ${least} 到 ${most} 之间`],
    [/^must be at least (\d+)$/, (least) => `不能小于 ${least}`],
    [/^must be at most (\d+)$/, (most) => `不能大于 ${most}`],
    [/^must be (a string|a number|a list)$/, (noun = '') => `必须是${NOUNS[noun]}`],
    [
      /^the private number of the binding already holds the new party$/,
      () => '此绑定的隐私号码已绑定新的一方',
    ],
    [
      /^the private number of the binding is cooling-down for the new party$/,
      () => '此绑定的隐私号码对新的一方仍在冷却期内',
    ],
    [/^a person may not be bound: (.+)$/, (names) => `其中一方已被禁止绑定：${names}`],
    [
      /^a person has as many binds in this hour as the app allows: (.+)$/,
      (names) => `本小时内的绑定次数已达应用的上限：${names}`,
    ],
    [
      /^the actual user of A is not reported to the carriers: (.+)$/,
      (state) => `A 的真实使用人未向运营商报备：${state}`,
    ],
  ];
