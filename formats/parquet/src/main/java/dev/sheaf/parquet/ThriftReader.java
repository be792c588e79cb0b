package dev.sheaf.parquet;

import shaded.parquet.org.apache.thrift.TBase;
import shaded.parquet.org.apache.thrift.TConfiguration;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.protocol.TList;
import shaded.parquet.org.apache.thrift.protocol.TMap;
import shaded.parquet.org.apache.thrift.protocol.TProtocolException;
import shaded.parquet.org.apache.thrift.protocol.TSet;
import shaded.parquet.org.apache.thrift.protocol.TStruct;
import shaded.parquet.org.apache.thrift.transport.TTransport;
import shaded.parquet.org.apache.thrift.transport.TTransportException;

/// Reads Thrift's compact encoding from bytes in memory. A length that the data claims is checked against the bytes
/// that are left before memory is taken, and fields of newer versions are skipped to a bounded depth only.
final class ThriftReader extends TCompactProtocol {
  /// Parquet's own structures are five deep.
  private static final int MAX_DEPTH = 32;

  private int depth;

  private ThriftReader(Bytes bytes) {
    super(bytes, bytes.end, bytes.end);
  }

  /// Fills `struct` from the start of `bytes`, and tells how many of them it took.
  ///
  /// @throws TTransportException if the bytes end too early
  /// @throws TException if they are no such structure
  static int read(TBase<?, ?> struct, byte[] bytes) throws TException {
    Bytes input = new Bytes(bytes);
    struct.read(new ThriftReader(input));
    return input.position;
  }

  private void enter() throws TProtocolException {
    depth++;
    if (depth > MAX_DEPTH) {
      throw new TProtocolException(
          TProtocolException.DEPTH_LIMIT, "structures that are nested more than " + MAX_DEPTH + " deep");
    }
  }

  @Override
  public TStruct readStructBegin() throws TException {
    enter();
    return super.readStructBegin();
  }

  @Override
  public void readStructEnd() throws TException {
    depth--;
    super.readStructEnd();
  }

  @Override
  public TList readListBegin() throws TException {
    enter();
    return super.readListBegin();
  }

  @Override
  public void readListEnd() throws TException {
    depth--;
    super.readListEnd();
  }

  @Override
  public TSet readSetBegin() throws TException {
    enter();
    return super.readSetBegin();
  }

  @Override
  public void readSetEnd() throws TException {
    depth--;
    super.readSetEnd();
  }

  @Override
  public TMap readMapBegin() throws TException {
    enter();
    return super.readMapBegin();
  }

  @Override
  public void readMapEnd() throws TException {
    depth--;
    super.readMapEnd();
  }

  /// A byte array as Thrift wants it.
  private static final class Bytes extends TTransport {
    private final byte[] bytes;
    private final int end;
    private int position;

    Bytes(byte[] bytes) {
      this.bytes = bytes;
      this.end = bytes.length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void open() {}

    @Override
    public void close() {}

    @Override
    public int read(byte[] target, int offset, int length) throws TTransportException {
      checkReadBytesAvailable(length);
      System.arraycopy(bytes, position, target, offset, length);
      position += length;
      return length;
    }

    @Override
    public byte[] getBuffer() {
      return bytes;
    }

    @Override
    public int getBufferPosition() {
      return position;
    }

    @Override
    public int getBytesRemainingInBuffer() {
      return end - position;
    }

    @Override
    public void consumeBuffer(int length) {
      position += length;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws TTransportException {
      throw new TTransportException("these bytes are only read");
    }

    @Override
    public TConfiguration getConfiguration() {
      return TConfiguration.DEFAULT;
    }

    @Override
    public void updateKnownMessageSize(long size) {}

    @Override
    public void checkReadBytesAvailable(long count) throws TTransportException {
      if (count < 0 || count > end - position) {
        throw new TTransportException(
            TTransportException.END_OF_FILE, "%d bytes where %d are left".formatted(count, end - position));
      }
    }
  }
}
