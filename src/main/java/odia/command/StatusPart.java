package odia.command;

import java.net.InetSocketAddress;
import java.util.List;
import odia.command.Settings.Reading;
import odia.command.Settings.Row;

/** The setting of where a process says how it is, whatever it does. */
final class StatusPart {

  private static final Row ADDRESS =
      new Row(
          "ODIA_STATUS_ADDRESS",
          "",
          "host:port",
          "where /metrics, /health/live and /health/ready are served; nowhere by default");

  static final List<Row> ROWS = List.of(ADDRESS);

  private StatusPart() {}

  /** The address, or null for nowhere. */
  static InetSocketAddress from(Reading reading) {
    return reading.address(ADDRESS);
  }
}
