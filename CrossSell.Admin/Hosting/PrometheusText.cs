using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace CrossSell.Admin.Hosting;

/// <summary>
/// Writes what was measured in Prometheus' text format (https://prometheus.io/docs/instrumenting/exposition_formats). The package for it
/// (OpenTelemetry.Exporter.Prometheus.AspNetCore) has been a prerelease for years and may change what it answers; the format is small and stands still.
/// </summary>
internal sealed class PrometheusText : BaseExporter<Metric>
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder text = new();

    /// <summary>What was exported last.</summary>
    public string Text => text.ToString();

    public override ExportResult Export(in Batch<Metric> batch)
    {
        text.Clear();
        // One family for a name: instruments of the same name by several meters would be refused by the reader.
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var metric in batch)
        {
            var isSum = metric.MetricType is MetricType.LongSum or MetricType.DoubleSum;
            var name = NameOf(metric.Name, metric.Unit) + (isSum ? "_total" : "");
            if (written.Add(name))
            {
                Write(metric, name, isSum);
            }
        }

        return ExportResult.Success;
    }

    private void Write(Metric metric, string name, bool isSum)
    {
        if (metric.Description.Length > 0)
        {
            text.Append("# HELP ").Append(name).Append(' ')
                .Append(metric.Description.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('\n');
        }

        text.Append("# TYPE ").Append(name).Append(metric.MetricType is MetricType.Histogram ? " histogram" : isSum ? " counter" : " gauge").Append('\n');
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var labels = LabelsOf(point.Tags);
            switch (metric.MetricType)
            {
                case MetricType.Histogram:
                    Histogram(point, name, labels);
                    break;
                case MetricType.LongSum or MetricType.LongSumNonMonotonic:
                    Line(name, labels, point.GetSumLong());
                    break;
                case MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic:
                    Line(name, labels, point.GetSumDouble());
                    break;
                case MetricType.LongGauge:
                    Line(name, labels, point.GetGaugeLastValueLong());
                    break;
                case MetricType.DoubleGauge:
                    Line(name, labels, point.GetGaugeLastValueDouble());
                    break;
            }
        }
    }

    private void Histogram(in MetricPoint point, string name, string labels)
    {
        var below = 0L;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            below += bucket.BucketCount;
            var bound = double.IsPositiveInfinity(bucket.ExplicitBound) ? "+Inf" : Number(bucket.ExplicitBound);
            Line(name + "_bucket", (labels.Length == 0 ? "" : labels + ",") + $"le=\"{bound}\"", below);
        }

        Line(name + "_sum", labels, point.GetHistogramSum());
        Line(name + "_count", labels, point.GetHistogramCount());
    }

    private void Line(string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string LabelsOf(ReadOnlyTagCollection tags)
    {
        var labels = new List<string>();
        foreach (var (key, value) in tags)
        {
            var escaped = Convert.ToString(value, CultureInfo.InvariantCulture)?.Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            labels.Add($"{Plain(key)}=\"{escaped}\"");
        }

        return string.Join(',', labels);
    }

    // The unit stands at the end of the name, as a word: crosssell_panel_duration_seconds.
    private static string NameOf(string name, string unit) => Plain(name) + unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };

    private static string Plain(string name) => string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
