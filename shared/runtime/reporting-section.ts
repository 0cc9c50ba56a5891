import * as v from 'valibot';
import { strictObject } from '../kernel/strict-object.ts';
import { BaseUrl } from './apps.ts';

/** A credential: no blanks around it, which would come from copying. */
const Credential = v.pipe(v.string(), v.regex(/^\S{1,512}$/, 'must be 1 to 512 characters without a blank'));

/** The access to the platform's API for reports of A numbers, of the Huawei Cloud account and not of an app. */
export const ReportingSection = v.pipe(
  strictObject({
    baseUrl: BaseUrl,
    accessKey: v.optional(strictObject({ ak: Credential, sk: Credential })),
    iamUser: v.optional(
      strictObject({
        url: BaseUrl,
        domain: Credential,
        name: Credential,
        password: v.pipe(v.string(), v.minLength(1), v.maxLength(512)),
        project: Credential,
      }),
    ),
  }),
  v.check(
    ({ accessKey, iamUser }) => (accessKey === undefined) !== (iamUser === undefined),
    'must have either accessKey or iamUser',
  ),
);
