package odia.ops;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One bound on the memory outside the heap that all of Kafka Streams' stores in this process take
 * together. By default each RocksDB has its own, up to 98 MB, and there is one for each partition
 * of a store and each segment of a window: dozens.
 */
public final class BoundedMemory implements RocksDBConfigSetter {

  /** Blocks read, indexes, filters and, as part of it, what is not yet written. */
  private static final long ALL_BYTES = 64L << 20;

  private static final long UNWRITTEN_BYTES = 24L << 20;

  /** Of one database: small, since many share the bound. */
  private static final long UNWRITTEN_BYTES_EACH = 2L << 20;

  private static final Cache CACHE;
  private static final WriteBufferManager UNWRITTEN;

  static {
    RocksDB.loadLibrary();
    CACHE = new LRUCache(ALL_BYTES);
    UNWRITTEN = new WriteBufferManager(UNWRITTEN_BYTES, CACHE);
  }

  @Override
  public void setConfig(String store, Options options, Map<String, Object> configs) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(CACHE);
    table.setCacheIndexAndFilterBlocks(true);
    table.setPinTopLevelIndexAndFilter(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(UNWRITTEN);
    options.setWriteBufferSize(UNWRITTEN_BYTES_EACH);
    options.setMaxWriteBufferNumber(2);
  }

  /** Nothing: the others still use the shared bound. */
  @Override
  public void close(String store, Options options) {}
}
