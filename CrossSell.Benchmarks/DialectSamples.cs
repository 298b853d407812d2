using System.Globalization;
using System.Text;

namespace CrossSell.Benchmarks;

/// <summary>A file of another system that can be made in any size.</summary>
/// <param name="Row">By its number from 0.</param>
internal sealed record DialectSample(string Name, string Header, Func<int, string> Row, bool IsOrders)
{
    public async Task WriteAsync(string path, int rows)
    {
        await using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        await writer.WriteAsync($"{Header}\n");
        for (var at = 0; at < rows; at++)
        {
            await writer.WriteAsync($"{Row(at)}\n");
        }
    }
}

/// <summary>One file of each system: families of four where the system has them, links between the first thousands, three lines an order.</summary>
internal static class DialectSamples
{
    private const string Text = "Long enough to be a description of a product, with a comma, and words that come again in many others of the shop";

    public static readonly IReadOnlyList<DialectSample> All =
    [
        new("shopify-current", "Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,SKU,Barcode,Option1 name,"
            + "Option1 value,Option2 name,Option2 value,Price,Compare-at price,Cost per item,Inventory tracker,Inventory quantity,Weight value (grams),"
            + "Product image URL,Image position,SEO title,"
            + "Complementary products (product.metafields.shopify--discovery--product_recommendation.complementary_products)",
            at => at % 4 == 0
                ? Line(
                $"Shirt {at},shirt-{at},\"{Text}\",Brand {at % 200},Apparel > Shirts {at % 50},Shirt,\"new, tag{at % 30}\",TRUE,active,SKU-{at},,Size,S,Color,Red,{at % 90}.90,,5.10,shopify,{at % 40},200,https://img.test/{at}.jpg,1,Shirt,shirt-{(at + 4) % 4000}; shirt-{(at + 8) % 4000}")
                : Line(
                $",shirt-{at / 4 * 4},,,,,,,,SKU-{at},,,M{at % 4},,Red,{at % 90}.90,,5.10,shopify,{at % 40},200,,,,"), false),
        new("shopify-legacy", "Handle,Title,Body (HTML),Vendor,Standard Product Type,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,"
            + "Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Fulfillment Service,Variant Price,"
            + "Variant Compare At Price,Variant Requires Shipping,Variant Taxable,Variant Barcode,Image Src,Image Position,SEO Title,Variant Image,"
            + "Variant Weight Unit,Cost per item,Status",
            at => at % 4 == 0
                ? Line(
                $"shirt-{at},Shirt {at},\"<p>{Text}</p>\",Brand {at % 200},Apparel > Shirts {at % 50},Shirt,\"new, tag{at % 30}\",true,Size,S,Color,Red,SKU-{at},200,shopify,{at % 40},deny,manual,{at % 90}.90,,true,true,,https://img.test/{at}.jpg,1,Shirt,,g,5.10,active")
                : Line(
                $"shirt-{at / 4 * 4},,,,,,,,,M{at % 4},,Red,SKU-{at},200,shopify,{at % 40},deny,manual,{at % 90}.90,,true,true,,,,,,g,5.10,"), false),
        new("woocommerce", "ID,Type,SKU,Name,Published,Is featured?,Visibility in catalog,Short description,Description,Tax status,In stock?,Stock,Weight (kg),"
            + "Regular price,Categories,Tags,Images,Parent,Grouped products,Upsells,Cross-sells,Position,Attribute 1 name,Attribute 1 value(s)",
            at => Line(
                $"{at + 1},{(at % 4 == 0 ? "variable" : "variation")},SKU-{at},Shirt {at},1,0,visible,,\"{Text}\",taxable,1,{at % 40},0.2,{at % 90}.90,Clothing > Shirts {at % 50},tag{at % 30},https://img.test/{at}.jpg,{(at % 4 == 0 ? "" : $"SKU-{at / 4 * 4}")},,\"SKU-{(at + 4) % 4000}, id:{(at % 4000) + 1}\",,0,Size,S"), false),
        new("magento", "sku,store_view_code,attribute_set_code,product_type,categories,name,description,product_online,price,special_price,url_key,base_image,"
            + "additional_images,additional_attributes,qty,is_in_stock,related_skus,related_position,crosssell_skus,upsell_skus,configurable_variations",
            at => at % 4 == 3
                ? Line(
                $"SKU-{at},,Top,configurable,Default Category/Men/Tops {at % 50},Shirt {at},\"{Text}\",1,,,shirt-{at},/s/h/{at}.jpg,,,0,1,,,\"SKU-{(at + 4) % 4000},SKU-{(at + 8) % 4000}\",,\"sku=SKU-{at - 1},size=S|sku=SKU-{at - 2},size=M\"")
                : Line(
                $"SKU-{at},,Top,simple,Default Category/Men/Tops {at % 50},Shirt {at},\"{Text}\",1,{at % 90}.90,,shirt-{at},/s/h/{at}.jpg,,\"color=Red,material=Cotton {at % 9}\",{at % 40},1,,,,,"), false),
        new("akeneo", "sku;categories;enabled;family;groups;parent;name-en_US;name-de_DE;description-en_US-ecommerce;price-EUR;price-USD;picture;ean;"
            + "color;size;X_SELL-groups;X_SELL-products;UPSELL-products",
            at => Line(
                $"SKU-{at};tops_{at % 50},men;1;tops;;{(at % 4 == 0 ? "" : $"model-{at / 4}")};Shirt {at};Hemd {at};\"{Text}\";{at % 90}.90;{at % 90}.90;files/{at}.jpg;;red;s;;SKU-{(at + 4) % 4000},SKU-{(at + 8) % 4000};"), false),
        new("google", "id,title,description,link,image_link,price,availability,brand,item_group_id,product_type,color,size",
            at => Line(
                $"SKU-{at},Shirt {at},\"{Text}\",https://x.test/{at},https://img.test/{at}.jpg,{at % 90}.90 EUR,in stock,Brand {at % 200},group-{at / 4},Clothing > Shirts {at % 50},Red,S"), false),
        new("shopify-orders", "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,"
            + "Lineitem name,Lineitem price,Lineitem sku,Billing Name,Billing Street,Billing City,Billing Phone,Shipping Name,Shipping Street,Cancelled at,Id",
            at => Line(
                $"#{1000 + (at / 3)},c{at / 7 % 90000}@example.com,paid,,fulfilled,EUR,59.90,0.00,9.56,59.90,2026-0{1 + (at / 3 % 9)}-1{at / 3 % 10} 10:00:00 +0100,{1 + (at % 3)},Shirt {at % 5000} - M,{at % 90}.90,SKU-{at % 5000},Test Person,Street 1,Town,+31 6 12345678,Test Person,Street 1,,{at / 3}"), true),
        new("woo-orders",
            "order_id,order_date,status,billing_first_name,billing_last_name,billing_email,billing_phone,item_sku,item_name,item_quantity,item_total",
            at => Line(
                $"{1000 + (at / 3)},2026-0{1 + (at / 3 % 9)}-1{at / 3 % 10} 10:00:00,completed,Test,Person,c{at / 7 % 90000}@example.com,+31 6 12345678,SKU-{at % 5000},Shirt {at % 5000},{1 + (at % 3)},{at % 90}.90"), true),
    ];

    private static string Line(FormattableString row) => row.ToString(CultureInfo.InvariantCulture);
}
