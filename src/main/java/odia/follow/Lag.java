package odia.follow;

/**
 * How far behind a consumer group is in one partition.
 *
 * @param committed offset that the group goes on from; null where it has none
 * @param end offset after the last record
 * @param lag records behind the end; null where the group has no offset
 */
public record Lag(String group, String topic, int partition, Long committed, long end, Long lag) {}
