import type { AccessKey } from './cloud-signature.ts';

/** An IAM user, whose password gets a token. Its rights end at the project. */
export type IamUser = Readonly<{
  url: string;
  domain: string;
  name: string;
  password: string;
  project: string;
}>;

/** The way to the API for reports: another than that of the apps, with credentials of the Huawei Cloud account. */
export type ReportingAccess = Readonly<{
  /** Without a slash at its end. The vendor's pages name none. */
  baseUrl: string;
  accessKey?: AccessKey | undefined;
  iamUser?: IamUser | undefined;
}>;
