package io.financeanalytics.table;

import java.util.List;

/**
 * Optional raw source; grain: one advertising platform, with the sales channel that its spend
 * serves.
 */
public final class PlatformChannels {

  /** The source's name. */
  public static final String NAME = "platform_channels";

  /** The advertising platform. */
  public static final String AD_PLATFORM = "AdPlatform";

  /** The sales channel that it serves. */
  public static final String CHANNEL_NAME = "ChannelName";

  /** Columns and rules, in contract order. */
  public static final RawTable TABLE =
      new RawTable(
          NAME,
          true,
          List.of(
              RawField.identifier(AD_PLATFORM).required(),
              RawField.identifier(CHANNEL_NAME).required()));

  private PlatformChannels() {}
}
