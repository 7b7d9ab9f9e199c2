package io.vecgo.cli;

import io.vecgo.Workload;
import io.vecgo.analysis.StandardAnalyzer;
import io.vecgo.cli.monitor.Load;
import io.vecgo.model.Filter;
import io.vecgo.model.Fusion;
import io.vecgo.model.Layout;
import io.vecgo.model.Metric;
import io.vecgo.model.Quantization;
import io.vecgo.model.Schema;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads arguments in the text forms of the model, and passes on what these say about mistakes. */
final class Arguments {
  private Arguments() {}

  private static <T> T parse(String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(firstLine(e));
    }
  }

  /** Without the lines of a filter's message that point at the place. */
  private static String firstLine(IllegalArgumentException mistake) {
    return String.valueOf(mistake.getMessage()).lines().findFirst().orElse("");
  }

  static final class ToMetric implements ITypeConverter<Metric> {
    @Override
    public Metric convert(String text) {
      return parse(text, Metric::parse);
    }
  }

  static final class ToSchema implements ITypeConverter<Schema> {
    @Override
    public Schema convert(String text) {
      return parse(text, Schema::parse);
    }
  }

  static final class ToQuantization implements ITypeConverter<Quantization> {
    @Override
    public Quantization convert(String text) {
      return parse(text, Quantization::parse);
    }
  }

  static final class ToLayout implements ITypeConverter<Layout> {
    @Override
    public Layout convert(String text) {
      return parse(text, Layout::parse);
    }
  }

  static final class ToRates implements ITypeConverter<Load.Rates> {
    @Override
    public Load.Rates convert(String text) {
      return parse(text, Load.Rates::parse);
    }
  }

  static final class ToPlannedField implements ITypeConverter<Workload.Field> {
    @Override
    public Workload.Field convert(String text) {
      return parse(text, Workload.Field::parse);
    }
  }

  static final class ToAnalyzer implements ITypeConverter<StandardAnalyzer> {
    @Override
    public StandardAnalyzer convert(String text) {
      return parse(text, StandardAnalyzer::parse);
    }
  }

  static final class ToFusion implements ITypeConverter<Fusion> {
    @Override
    public Fusion convert(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "rrf" -> Fusion.rrf(Fusion.RRF_K_DEFAULT);
        case "minmax" -> Fusion.minMax();
        case "zscore" -> Fusion.zScore();
        default ->
            throw new TypeConversionException("fusion=" + text + ": must be rrf, minmax or zscore");
      };
    }
  }

  static final class ToFilter implements ITypeConverter<Filter> {
    @Override
    public Filter convert(String text) {
      return parse(text, Filter::parse);
    }
  }
}
