// The Chinese of the table of parameters: the meaning of each, beside the English one in parameters.mjs, and the forms that
// values must have. Only tools/parameter-table.ts reads it. Links are as docs/zh-CN/deploy.md has them.

/** One sentence of Markdown for each parameter, by its name. */
export const MEANINGS: Readonly<Record<string, string>> = {
  httpsProxy:
    '调用平台和下载录音时使用的 CONNECT 代理；对 AWS 的调用从不经过它。带密码的代理写在[配置文档](configuration.md)的 `httpsProxy` 中，并优先于此处',
  platformUrl: '所有应用改用另一个平台，供测试使用；`none`：各应用使用自己的地址',
  platformLatestSeconds: '没有得到应答的请求，在这么多秒之内仍可能生效。平台拒绝更早的签名',
  axeBindingsPerNumber:
    'AXE：有效绑定达到此数的号码不再被选中，因为这些绑定共用它的线路。华为云建议 200。绑定请求仍可指定该号码',
  retentionDays: '已结束的绑定保留的天数；通话和短信也是如此，除非下面两项另有规定',
  callRetentionDays: '通话保留的天数；`retentionDays`：与该参数相同',
  messageRetentionDays:
    '短信保留的天数。带来短信的推送仍会[加密存放在推送流水中](../privacy.md#pushes) 31 天',
  recordingRetentionDays: '已归档的录音在这么多天后删除；在此之前其话单也保留，即使超过 `callRetentionDays`',
  auditRetentionDays: '谁听过录音、谁擦除或导出过数据，这些记录保留的天数（[审计](../privacy.md#audit)）',
  usageRetentionDays: '[用量汇总](../usage.md)从当月结束起保留的天数；比其所统计的通话和短信保留得更久',
  usageWindowSeconds:
    '每个隐私号码每天的用量，最多每隔这么多秒统计一次；秒数越少成本越高（[原因](../usage.md#cost)）。0 用于索引没有延迟的引擎',
  archiveFirstDelaySeconds: '收到话单后，等待多少秒才第一次下载录音',
  recordingShards: '并行运行的归档函数数量（[scaling](../scaling.md)）',
  keepMessageText: '`false`：存储短信时不含内容',
  exports:
    '是否把每个已结束日期的通话、短信和绑定写入存储桶，供 [Athena 或数据仓库](../export.md)使用，以及号码以何种形式写入',
  exportRetentionDays: '导出的对象在这么多天后删除',
  pageTopicArn: '接收不能等待的[告警](operations.md#告警)的 SNS 主题；`own`：堆栈自己的主题',
  ticketTopicArn: '接收可以等到第二天早上的告警的 SNS 主题；`own`：堆栈自己的主题',
  alarmEmail: '堆栈自己的主题所通知的邮箱，须先确认订阅；`none`：自行订阅',
  eventBusName: '业务系统接收[事件](events/README.md)的 EventBridge 总线；`own`：堆栈自己的总线',
  silenceMinutes:
    '在预期有呼叫的时段，某应用多少分钟没有推送即触发 [`pushes-missing`](runbook/alarms/pushes-missing.md)。平台重推 300 分钟',
  logLevel: '日志的最低级别。高于 `info` 时，[告警页面](operations.md#所有函数的日志)能查到的日志很少',
  logRetentionDays: 'CloudWatch 保留日志的天数',
  existingData:
    '`true`：使用先前部署留下的表、存储桶和密钥（secret），不新建；用于[删除后](operations.md#删除并再次部署)的部署',
  configUri:
    '配置文档的位置。`own`：本堆栈的密钥（secret）。指定其他密钥时堆栈不新建，其函数可以读取所指定的那个（[更多](configuration.md#使用其他密钥secret)）',
  accessUri:
    '[访问文档](configuration.md#访问文档)的位置，其中列出 API 的调用方。`own`：本堆栈的第二个密钥（secret）；指定其他密钥时与 `configUri` 相同',
  apiGuard:
    '我们的 API 凭什么识别调用方：`key`，API 密钥；`jwt`，由 `jwtIssuer` 签发给 `jwtAudience` 的令牌，其 `sub` 即调用方；`iam`，AWS 签名。后两种由网关检查，并以网关自己的措辞拒绝陌生来源（[ADR 35](../adr/0035-the-key-is-checked-in-the-function.md)）',
  jwtIssuer: '令牌的签发者，配合 `apiGuard: jwt`',
  jwtAudience: '令牌的受众，配合 `apiGuard: jwt`',
  jwtScopePrefix:
    '令牌中权限范围之前的文本，配合 `apiGuard: jwt`：Amazon Cognito 的令牌中是 `privatenumber/read` 时，写 `privatenumber/`。`none`：权限范围单独出现，属于其他 API 的权限范围不算',
  domainName: 'API 使用[自己的域名](stack.md#自己的域名)，TLS 1.2；此时网关自己的地址关闭',
  certificateArn: '该域名的证书，须在堆栈所在区域，配合 `domainName`',
  apiRequestsPerSecond: '网关对 API 的每个路由每秒放行的请求数；超出的返回 429（[限流](stack.md#限流)）',
  webhookRequestsPerSecond: '每个 webhook 每秒放行的请求数',
  webhookConcurrency:
    '为四个 webhook 各预留的并发执行数，使其不会被突发流量饿死；`0`：不预留，用于[新的 AWS 账号](stack.md#webhook-的并发)',
  vpcSubnetIds: '让函数运行在 VPC 的这些子网中（[NAT 和终端节点](egress.md#vpc-和-nat)）',
  vpcSecurityGroupIds: '这些函数的安全组，配合 `vpcSubnetIds`',
  protectData: '表不能手工删除，存储桶把已删除的录音再保留三天（[更多](operations.md#受保护的数据)）',
  kmsKeyArn:
    '用于表、录音、密钥（secret）和日志的[自己的 KMS 密钥](stack.md#自己的-kms-密钥)；`none`：使用 AWS 的密钥',
  tags: '除 `service` 和 `stage` 之外，为所有可加标签的资源加上的标签',
  tracing: '`active`：对函数启用 [X-Ray 链路追踪](stack.md#链路追踪)；AWS 中国区域不可用',
  runtime:
    '函数的运行时，用于某个区域[没有前一种](egress.md#区域可能缺少什么)的情况；`httpsProxy` 需要前一种',
  architecture: '函数的处理器架构，用于某个区域没有前一种的情况',
  awsClients:
    '`sdk`：所有函数都通过 AWS SDK 访问 DynamoDB 和 Secrets Manager，不使用 S3 的函数冷启动时间因此增加一半（[ADR 33](../adr/0033-lean-clients.md)）',
  s3ForcePathStyle:
    '`true`：存储桶写在 S3 地址的路径中，Amazon 以外的引擎需要这样。`npm start` 会自动设置；在 AWS 中不要设置',
};

/** The Chinese of each form, by its English words in forms.mjs. */
const FORMS: Readonly<Record<string, string>> = {
  'an http or https address without user, password and path, such as http://proxy.example.com:3128':
    '不含用户名、密码和路径的 http 或 https 地址，例如 http://proxy.example.com:3128 ',
  'an https address without user, password, ? and #, such as https://rtcpns.cn-north-1.myhuaweicloud.com; http is for loopback hosts only':
    '不含用户名、密码、? 和 # 的 https 地址，例如 https://rtcpns.cn-north-1.myhuaweicloud.com ；http 只用于本机回环地址',
  'an https address': 'https 地址',
  'the ARN of an SNS topic, such as arn:aws:sns:eu-central-1:123456789012:alarms':
    'SNS 主题的 ARN，例如 arn:aws:sns:eu-central-1:123456789012:alarms',
  'an e-mail address, such as on-call@example.com': '邮箱地址，例如 on-call@example.com',
  'the name of a bus in EventBridge of the same account and region':
    '同一账号、同一区域中 EventBridge 总线的名称',
  'secretsmanager:<name> or secretsmanager:<ARN with the six characters at its end>; file:///<path> on this machine alone':
    'secretsmanager:<名称> 或 secretsmanager:<末尾带六个字符的 ARN>；file:///<路径> 仅限本机',
  'text of visible ASCII characters without blanks (a number in quotes)':
    '不含空格的可见 ASCII 字符文本（数字要加引号）',
  'the name of a domain, such as calls.example.com': '域名，例如 calls.example.com',
  'the ARN of a certificate in ACM': 'ACM 证书的 ARN',
  'ids of subnets, at most 16 with commas between them, none twice':
    '子网的 id，最多 16 个，以逗号分隔，不可重复',
  'ids of security groups, at most 5 with commas between them, none twice':
    '安全组的 id，最多 5 个，以逗号分隔，不可重复',
  'the ARN of a key in KMS, not of an alias': 'KMS 密钥的 ARN，不能是别名的 ARN',
  'name=value, other names than service and stage, at most 47 with commas between them, none twice':
    'name=value，名称不能是 service 和 stage，最多 47 个，以逗号分隔，不可重复',
};

const CHOICES = /^[\w.-]+(?:, [\w.-]+)* or [\w.-]+$/;

/** A form in Chinese, from its English words. Words that have no Chinese here are an error, so that none is left in English. */
export const formInChinese = (wanted: string): string => {
  const [, rest, word] = /^(.+), or ([\w.-]+)$/.exec(wanted) ?? [];
  if (rest !== undefined && word !== undefined) return `${formInChinese(rest)}，或 ${word}`;
  const [, least, most] = /^an integer from (\d+) to (\d+)$/.exec(wanted) ?? [];
  if (least !== undefined && most !== undefined) return `${least} 到 ${most} 的整数`;
  if (CHOICES.test(wanted)) return wanted.replaceAll(', ', '、').replace(' or ', ' 或 ');
  const form = FORMS[wanted];
  if (form === undefined) throw new Error(`no Chinese for: ${wanted}`);
  return form;
};
