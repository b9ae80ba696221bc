export interface WrappedKey {
  /** Which master key it is wrapped with. */
  keyId: string;
  bytes: Buffer;
}

/**
 * Where master keys live: LocalKeys holds them in memory, a key management service would keep them
 * to itself. `context` says what a data key is for and must be the same again for unwrapping, so
 * that a wrapped key is of no use in another place.
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
