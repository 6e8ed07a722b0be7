package odia.command;

import java.net.InetSocketAddress;
import java.util.List;
import odia.command.Settings.Reading;
import odia.command.Settings.Row;

/** The settings of where and how a process says how it is, whatever it does. */
final class StatusPart {

  private static final Row ADDRESS =
      new Row(
          "ODIA_STATUS_ADDRESS",
          "",
          "host:port",
          "where /metrics, /health/live and /health/ready are served; nowhere by default");

  /** Read by logback.xml; here it is only checked. */
  private static final Row LOG_FORMAT =
      new Row(
          "ODIA_LOG_FORMAT",
          "text",
          "text or json",
          "how a process logs: lines for people, or one JSON object a line");

  static final List<Row> ROWS = List.of(ADDRESS, LOG_FORMAT);

  private StatusPart() {}

  /** The address, or null for nowhere. */
  static InetSocketAddress from(Reading reading) {
    reading.matching(LOG_FORMAT, "text|json");
    return reading.address(ADDRESS);
  }
}
