/**
 * Another address for all apps. Real numbers go there in signed calls, so that plain http is for the own machine alone, and it
 * has no password: a variable is read by many. A deployment's form is the same (tools/serverless-plugin/parameters/forms.mjs).
 */
export const PLATFORM_ADDRESS =
  /^(https:\/\/[^\s?#@]+|http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?(\/[^\s?#@]*)?)$/;

/** The wanted form, in words that follow "must be". */
export const PLATFORM_ADDRESS_WANTED =
  'an https address without user, password, ? and #; http is for loopback hosts only';
