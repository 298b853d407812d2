using System.Diagnostics;
using System.Globalization;
using System.Text;
using CrossSell.Core.Dialects;
using CrossSell.Core.Exchange;

namespace CrossSell.Benchmarks;

/// <summary>
/// Reads a made file of each system as its import does, and compares with reading the same file line by line:
/// <c>dialects [--rows 100000] [--orders 2000000] [--only NAME]</c>. Says the seconds, how many times the plain read that is, and the most memory that was
/// in use above what was before.
/// </summary>
internal static class DialectBenchmark
{
    private const string Text = "Long enough to be a description of a product, with a comma, and words that come again in many others of the shop";

    private static readonly (string Name, string Header, Func<int, string> Row, bool IsOrders)[] Files =
    [
        ("shopify-current", "Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,SKU,Barcode,Option1 name,"
            + "Option1 value,Option2 name,Option2 value,Price,Compare-at price,Cost per item,Inventory tracker,Inventory quantity,Weight value (grams),"
            + "Product image URL,Image position,SEO title,"
            + "Complementary products (product.metafields.shopify--discovery--product_recommendation.complementary_products)",
            at => at % 4 == 0
                ? Line(
                $"Shirt {at},shirt-{at},\"{Text}\",Brand {at % 200},Apparel > Shirts {at % 50},Shirt,\"new, tag{at % 30}\",TRUE,active,SKU-{at},,Size,S,Color,Red,{at % 90}.90,,5.10,shopify,{at % 40},200,https://img.test/{at}.jpg,1,Shirt,shirt-{(at + 4) % 4000}; shirt-{(at + 8) % 4000}")
                : Line(
                $",shirt-{at / 4 * 4},,,,,,,,SKU-{at},,,M{at % 4},,Red,{at % 90}.90,,5.10,shopify,{at % 40},200,,,,"), false),
        ("woocommerce", "ID,Type,SKU,Name,Published,Is featured?,Visibility in catalog,Short description,Description,Tax status,In stock?,Stock,Weight (kg),"
            + "Regular price,Categories,Tags,Images,Parent,Grouped products,Upsells,Cross-sells,Position,Attribute 1 name,Attribute 1 value(s)",
            at => Line(
                $"{at + 1},{(at % 4 == 0 ? "variable" : "variation")},SKU-{at},Shirt {at},1,0,visible,,\"{Text}\",taxable,1,{at % 40},0.2,{at % 90}.90,Clothing > Shirts {at % 50},tag{at % 30},https://img.test/{at}.jpg,{(at % 4 == 0 ? "" : $"SKU-{at / 4 * 4}")},,\"SKU-{(at + 4) % 4000}, id:{(at % 4000) + 1}\",,0,Size,S"), false),
        ("magento", "sku,store_view_code,attribute_set_code,product_type,categories,name,description,product_online,price,special_price,url_key,base_image,"
            + "additional_images,additional_attributes,qty,is_in_stock,related_skus,related_position,crosssell_skus,upsell_skus,configurable_variations",
            at => at % 4 == 3
                ? Line(
                $"SKU-{at},,Top,configurable,Default Category/Men/Tops {at % 50},Shirt {at},\"{Text}\",1,,,shirt-{at},/s/h/{at}.jpg,,,0,1,,,\"SKU-{(at + 4) % 4000},SKU-{(at + 8) % 4000}\",,\"sku=SKU-{at - 1},size=S|sku=SKU-{at - 2},size=M\"")
                : Line(
                $"SKU-{at},,Top,simple,Default Category/Men/Tops {at % 50},Shirt {at},\"{Text}\",1,{at % 90}.90,,shirt-{at},/s/h/{at}.jpg,,\"color=Red,material=Cotton {at % 9}\",{at % 40},1,,,,,"), false),
        ("akeneo", "sku;categories;enabled;family;groups;parent;name-en_US;name-de_DE;description-en_US-ecommerce;price-EUR;price-USD;picture;ean;color;size;"
            + "X_SELL-groups;X_SELL-products;UPSELL-products",
            at => Line(
                $"SKU-{at};tops_{at % 50},men;1;tops;;{(at % 4 == 0 ? "" : $"model-{at / 4}")};Shirt {at};Hemd {at};\"{Text}\";{at % 90}.90;{at % 90}.90;files/{at}.jpg;;red;s;;SKU-{(at + 4) % 4000},SKU-{(at + 8) % 4000};"), false),
        ("google", "id,title,description,link,image_link,price,availability,brand,item_group_id,product_type,color,size",
            at => Line(
                $"SKU-{at},Shirt {at},\"{Text}\",https://x.test/{at},https://img.test/{at}.jpg,{at % 90}.90 EUR,in stock,Brand {at % 200},group-{at / 4},Clothing > Shirts {at % 50},Red,S"), false),
        ("shopify-orders", "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,"
            + "Lineitem name,Lineitem price,Lineitem sku,Billing Name,Billing Street,Billing City,Billing Phone,Shipping Name,Shipping Street,Cancelled at,Id",
            at => Line(
                $"#{1000 + (at / 3)},c{at / 7 % 90000}@example.com,paid,,fulfilled,EUR,59.90,0.00,9.56,59.90,2026-0{1 + (at / 3 % 9)}-1{at / 3 % 10} 10:00:00 +0100,{1 + (at % 3)},Shirt {at % 5000} - M,{at % 90}.90,SKU-{at % 5000},Test Person,Street 1,Town,+31 6 12345678,Test Person,Street 1,,{at / 3}"), true),
        ("woo-orders",
            "order_id,order_date,status,billing_first_name,billing_last_name,billing_email,billing_phone,item_sku,item_name,item_quantity,item_total",
            at => Line(
                $"{1000 + (at / 3)},2026-0{1 + (at / 3 % 9)}-1{at / 3 % 10} 10:00:00,completed,Test,Person,c{at / 7 % 90000}@example.com,+31 6 12345678,SKU-{at % 5000},Shirt {at % 5000},{1 + (at % 3)},{at % 90}.90"), true),
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        var (rows, orders) = (Number(args, "--rows", 100_000), Number(args, "--orders", 2_000_000));
        var only = Array.IndexOf(args, "--only") is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
        var folder = Directory.CreateTempSubdirectory("crosssell-bench-").FullName;
        try
        {
            foreach (var (name, header, row, isOrders) in Files.Where(file => only is null || file.Name == only))
            {
                var path = Path.Combine(folder, $"{name}.csv");
                await WriteAsync(path, header, row, isOrders ? orders : rows);
                await MeasureAsync(name, path, isOrders ? orders : rows);
                File.Delete(path);
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(string name, string path, int rows)
    {
        var plain = Stopwatch.StartNew();
        using (var text = new StreamReader(path, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 1 << 16))
        {
            while (await text.ReadLineAsync() is not null)
            {
                // What a program must do at least to have seen every row.
            }
        }

        plain.Stop();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        using var watch = new Timer(_ => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false)), null, 0, 20);
        var clock = Stopwatch.StartNew();
        await using var stream = File.OpenRead(path);
        var file = (await FileSniffer.SniffAsync(stream)).Required;
        var reading = (await DialectFile.ReadAsync(stream, file, Path.GetFileName(path))).Required;
        clock.Stop();
        most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        var facts = reading.Facts;
        Console.WriteLine(Line(
            $"{name,-16} {rows:N0} rows, {new FileInfo(path).Length / 1e6:0} MB: {clock.Elapsed.TotalSeconds:0.00} s, {clock.Elapsed / plain.Elapsed:0.0} times a plain read, at most {(most - before) / 1e6:0} MB, {held / 1e6:0} MB held"));
        Console.WriteLine(Line(
            $"                 {DialectNames.Of(reading.Dialect)}, {facts.ProductCount:N0} products, {facts.SellableCount:N0} sellable, {facts.Links.Count:N0} links, {facts.OrderCount:N0} orders, {facts.Refused.Count:N0} refused"));
    }

    private static async Task WriteAsync(string path, string header, Func<int, string> row, int rows)
    {
        await using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        await writer.WriteAsync($"{header}\n");
        for (var at = 0; at < rows; at++)
        {
            await writer.WriteAsync($"{row(at)}\n");
        }
    }

    private static string Line(FormattableString row) => row.ToString(CultureInfo.InvariantCulture);

    private static int Number(string[] args, string name, int usual)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length && int.TryParse(args[at + 1], CultureInfo.InvariantCulture, out var number) ? number : usual;
    }
}
