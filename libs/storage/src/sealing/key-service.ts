export interface WrappedKey {
  /** Which master key it is wrapped with. */
  keyId: string;
  bytes: Buffer;
}

/**
 * Holds the master keys: LocalKeys has them in memory, a key management service would never reveal
 * them. `context` identifies the use of a data key and must be the same for unwrapping, so that a
 * wrapped key is useless in another place.
 */
export interface KeyService {
  /** The key that new data keys are wrapped with. */
  currentKeyId(): Promise<string>;
  knows(keyId: string): Promise<boolean>;
  wrapKey(dataKey: Buffer, context: Buffer): Promise<WrappedKey>;
  /**
   * @throws AppError storage.key_unknown when the master key is not there
   * @throws PermanentFailure storage.corrupt when the bytes or the context are not those that were
   *   wrapped
   */
  unwrapKey(wrapped: WrappedKey, context: Buffer): Promise<Buffer>;
}
