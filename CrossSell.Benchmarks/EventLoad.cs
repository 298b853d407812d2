using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace CrossSell.Benchmarks;

/// <summary>
/// Sends events to a studio that serves, in batches over some connections, and prints how many a minute were stored and how long an answer took:
/// <c>events ADDRESS KEY [SECONDS] [EVENTS-PER-BATCH] [CONNECTIONS]</c>.
/// </summary>
internal static class EventLoad
{
    private const int AimedPerMinute = 50_000;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length < 2)
        {
            await Console.Error.WriteLineAsync("events ADDRESS KEY [SECONDS] [EVENTS-PER-BATCH] [CONNECTIONS]");
            return 2;
        }

        var (seconds, batch, connections) = (Number(args, 2, 20), Number(args, 3, 20), Number(args, 4, 8));
        using var client = new HttpClient { BaseAddress = new Uri(args[0]) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", args[1]);
        var run = Guid.NewGuid().ToString("N")[..8];
        var began = Stopwatch.GetTimestamp();
        var lanes = await Task.WhenAll(Enumerable.Range(0, connections).Select(lane => Task.Run(async () =>
        {
            var (accepted, turned, times) = (0, 0, new List<double>());
            for (var number = 0; Stopwatch.GetElapsedTime(began).TotalSeconds < seconds; number++)
            {
                using var content = new StringContent(Body(run, lane, number, batch), Encoding.UTF8, "application/json");
                var asked = Stopwatch.GetTimestamp();
                using var answer = await client.PostAsync(new Uri("/api/v1/events", UriKind.Relative), content);
                var text = await answer.Content.ReadAsStringAsync();
                times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
                if (answer.IsSuccessStatusCode)
                {
                    using var receipt = JsonDocument.Parse(text);
                    accepted += receipt.RootElement.GetProperty("accepted").GetInt32();
                }
                else
                {
                    turned++;
                }
            }

            return (Accepted: accepted, Turned: turned, Times: times);
        })));
        var minutes = Stopwatch.GetElapsedTime(began).TotalMinutes;
        double[] all = [.. lanes.SelectMany(lane => lane.Times).Order()];
        var perMinute = lanes.Sum(lane => lane.Accepted) / minutes;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{perMinute:N0} events a minute stored ({perMinute / AimedPerMinute:F1} times {AimedPerMinute:N0}), {lanes.Sum(lane => lane.Turned)} batches "
            + $"turned away; an answer p50 {all[all.Length / 2]:F1} ms, p99 {all[all.Length * 99 / 100]:F1} ms; {batch} events a batch, {connections} connections"));
        return 0;
    }

    private static string Body(string run, int lane, int number, int batch)
    {
        var text = new StringBuilder("{\"events\":[");
        for (var at = 0; at < batch; at++)
        {
            text.Append(at > 0 ? "," : "").Append(
                CultureInfo.InvariantCulture,
                $"{{\"id\":\"{run}-{lane}-{number}-{at}\",\"type\":\"impression\",\"recommendationId\":\"0f6c2f1ab34de89071c5\",")
                .Append(CultureInfo.InvariantCulture, $"\"anchor\":\"CAM-D7-BODY\",\"sku\":\"MEM-128-V60\",\"position\":1,\"visitor\":\"v-{number % 5000}\"}}");
        }

        return text.Append("]}").ToString();
    }

    private static int Number(string[] args, int at, int usual) => args.Length > at ? int.Parse(args[at], CultureInfo.InvariantCulture) : usual;
}
