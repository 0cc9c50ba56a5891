import { type Answer, jsonAnswer } from '../protocol/answer.ts';

/** The API's no. Source: `privatenumber_a_number_0004`; the gateway's code is that of all APIs of Huawei Cloud. */
export class CloudRefusal extends Error {
  readonly httpStatus: number;
  readonly code: string;

  constructor(httpStatus: number, code: string, text: string) {
    super(text);
    this.httpStatus = httpStatus;
    this.code = code;
  }
}

export const cloudRefusalAnswer = (httpStatus: number, code: string, text: string): Answer =>
  jsonAnswer(httpStatus, { error_code: code, error_msg: text });

export const invalidParameter = (what: string): CloudRefusal =>
  new CloudRefusal(400, 'PPT.0002', `Invalid parameter: ${what}`);
