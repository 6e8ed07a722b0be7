package odia.command;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import odia.access.AccessException;
import odia.access.Tokens;
import odia.command.Settings.Reading;
import odia.command.Settings.Row;

/**
 * The settings of the dashboard.
 *
 * @param address to listen at
 * @param tokens that open it
 * @param kept labels to keep for the live stream
 */
record DashboardPart(InetSocketAddress address, Tokens tokens, int kept) {

  private static final Row ADDRESS =
      new Row(
          "ODIA_DASHBOARD_ADDRESS",
          "127.0.0.1:8080",
          "host:port",
          "where the dashboard is; one that other machines reach needs tokens");
  private static final Row TOKENS =
      new Row(
          "ODIA_DASHBOARD_TOKENS",
          "",
          "a file",
          "who may see the dashboard, correct, operate; odia token makes its lines");
  private static final Row KEPT =
      new Row(
          "ODIA_DASHBOARD_LABELS",
          "5000",
          "100..100000",
          "labels that a dashboard keeps in memory, some 3 kB each");

  static final List<Row> ROWS = List.of(ADDRESS, TOKENS, KEPT);

  static DashboardPart from(Reading reading) {
    return new DashboardPart(
        reading.address(ADDRESS), tokens(reading), reading.number(KEPT, 100, 100_000));
  }

  private static Tokens tokens(Reading reading) {
    Path file = reading.orNull(reading.file(TOKENS));
    try {
      return file == null ? Tokens.NONE : Tokens.read(file);
    } catch (AccessException e) {
      reading.mistake(TOKENS.variable() + "=" + e.getMessage());
      return Tokens.NONE;
    }
  }

  /** The same at another address. */
  DashboardPart at(InetSocketAddress other) {
    return new DashboardPart(other, tokens, kept);
  }
}
